import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';

/** Heartbeats have no topic; this is how old the page may be. */
const REFRESH = 3000;

export function useWorkers() {
  const workers = useQuery({
    queryKey: keys.workers,
    queryFn: ({ signal }) => api.workers(signal),
    refetchInterval: REFRESH,
  });
  const pools = useQuery({
    queryKey: keys.pools,
    queryFn: ({ signal }) => api.pools(signal),
    refetchInterval: REFRESH,
  });
  return { workers, pools };
}

export function useDrainWorker() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.drainWorker,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.workers }),
  });
}

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { RerunRequest } from '../../../api/types';

/** Which steps a rerun would touch, asked of the server without doing it. */
export function useRerunPlan(run: string, asked: RerunRequest, enabled: boolean) {
  return useQuery({
    queryKey: keys.rerunPlan(run, asked),
    queryFn: () => api.rerun(run, { ...asked, dryRun: true }),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
}

/** Reopens the run. */
export function useRerun(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: RerunRequest) => api.rerun(run, asked),
    onSuccess: (answer) => {
      client.setQueryData(keys.run(run), answer.run);
      void client.invalidateQueries({ queryKey: keys.allRuns });
      return client.invalidateQueries({ queryKey: keys.run(run) });
    },
  });
}

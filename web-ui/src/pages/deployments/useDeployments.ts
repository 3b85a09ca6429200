import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { Deployment } from '../../api/types';
import { usePolling } from '../../live/LiveContext';

export function useDeployments(project: string) {
  const polling = usePolling();
  return useQuery({
    queryKey: keys.deployments(project),
    queryFn: ({ signal }) => api.deployments(project, signal),
    refetchInterval: polling,
  });
}

/** What deploying an old snapshot would do now. */
export function useRollbackPlan({ project, snapshot }: Deployment) {
  return useQuery({
    queryKey: [...keys.deployments(project), 'plan', snapshot],
    queryFn: () => api.deploy(project, { snapshot, dryRun: true }),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
}

export function useRollback({ project, snapshot }: Deployment) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { reason: string; archive: boolean }) => api.deploy(project, { snapshot, ...wish }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.deployments(project) }),
        client.invalidateQueries({ queryKey: keys.allDags }),
        client.invalidateQueries({ queryKey: ['dag', project] }),
        client.invalidateQueries({ queryKey: ['versions', project] }),
      ]),
  });
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';

/** Who may not edit may not see which secrets there are either. */
export function useSecrets(project: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.secrets(project),
    queryFn: ({ signal }) => api.secrets(project, signal),
    enabled,
  });
}

export function useSetSecret(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, value }: { name: string; value: string }) => api.setSecret(project, name, value),
    // Nothing of the page keeps the value longer than the request takes.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.secrets(project) }),
  });
}

export function useDeleteSecret(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.deleteSecret(project, name),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.secrets(project) }),
  });
}

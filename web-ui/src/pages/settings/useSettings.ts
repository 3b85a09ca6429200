import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';

export function useSettings(project: string) {
  return useQuery({
    queryKey: keys.settings(project),
    queryFn: ({ signal }) => api.settings(project, signal),
  });
}

export function useSetSettings(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (notebookScripts: boolean) => api.setSettings(project, { notebookScripts }),
    onSuccess: (settings) => client.setQueryData(keys.settings(project), settings),
  });
}

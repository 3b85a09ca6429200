import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { ProjectSettings } from '../../api/types';

export function useSettings(project: string) {
  return useQuery({
    queryKey: keys.settings(project),
    queryFn: ({ signal }) => api.settings(project, signal),
  });
}

export function useSetSettings(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: ProjectSettings) => api.setSettings(project, settings),
    onSuccess: (settings) => client.setQueryData(keys.settings(project), settings),
  });
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { NewShareLink } from '../../api/types';

export function useShareLinks(project: string) {
  return useQuery({
    queryKey: keys.shareLinks(project),
    queryFn: ({ signal }) => api.shareLinks(project, signal),
  });
}

export function useCreateShareLink(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link: NewShareLink) => api.createShareLink(project, link),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.shareLinks(project) }),
  });
}

export function useRevokeShareLink(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.revokeShareLink(project, id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.shareLinks(project) }),
  });
}

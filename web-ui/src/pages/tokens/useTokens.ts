import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';

export function useTokens() {
  return useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => api.tokens(signal) });
}

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.createToken,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useDeleteToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.deleteToken,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

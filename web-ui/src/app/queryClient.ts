import { QueryClient } from '@tanstack/react-query';

import { keys } from '../api/keys';
import { onUnauthorized } from '../api/http';
import { ProblemError } from '../api/problem';

/** A refusal stays one; what may pass (no server, an overload) is tried again. */
function retry(count: number, error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const status = error.problem.status;
  return (status === 0 || status === 429 || status >= 500) && count < 3;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 2000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

onUnauthorized(() => {
  queryClient.setQueryData(keys.me, null);
});

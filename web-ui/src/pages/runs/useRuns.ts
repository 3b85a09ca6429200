import { useInfiniteQuery } from '@tanstack/react-query';

import { api, type RunFilter } from '../../api/endpoints';
import { keys } from '../../api/keys';
import { usePolling } from '../../live/LiveContext';

const PAGE = 50;

/** Runs that match, newest first, a page at a time. */
export function useRuns(filter: RunFilter) {
  const polling = usePolling();
  return useInfiniteQuery({
    queryKey: keys.runs(filter),
    queryFn: ({ pageParam, signal }) => api.runs(filter, pageParam, PAGE, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: polling,
  });
}

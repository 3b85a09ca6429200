import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { Attempt, AttemptBrief, LogLine, LogLines } from '../../../api/types';
import { usePolling, useTopic } from '../../../live/LiveContext';
import { throttle } from '../../../live/throttle';
import { isAttemptEnded } from '../../../ui/states';

/** Lines that are read together. */
export const PAGE = 500;

const REREAD_MILLIS = 800;
const REFIND_MILLIS = 5000;
const KINDS = new Set(['log', 'stream', 'kernel_printed', 'warning', 'warned', 'phase']);

/** Whether it is a page that is full, which never changes; the last one grows. */
function isFull(data: unknown): boolean {
  return data !== undefined && (data as Partial<LogLines>).lines?.length === PAGE;
}

/** How long an attempt's log is by now; asked again as lines come. */
export function useLogExtent(brief: AttemptBrief) {
  const id = brief.id;
  const client = useQueryClient();
  const polling = usePolling();
  const live = !isAttemptEnded(brief.state);
  const extent = useQuery({
    queryKey: keys.logExtent(id),
    queryFn: ({ signal }) => api.logLines(id, undefined, 1, signal),
    refetchInterval: live && polling,
  });
  const reread = useMemo(
    () =>
      throttle(
        () =>
          void client.invalidateQueries({
            queryKey: keys.log(id),
            predicate: ({ state }) => !isFull(state.data),
          }),
        REREAD_MILLIS,
      ),
    [client, id],
  );
  useEffect(() => () => reread.cancel(), [reread]);
  const known = client.getQueryData<Attempt>(keys.attempt(id))?.lastEventSeq ?? 0;
  useTopic(live && extent.data ? `attempt:${id}` : undefined, known, (message) => {
    if (KINDS.has(message.kind)) reread();
  });
  return extent;
}

/** The lines that are seen, by their numbers; the pages that they are on are read when they come near. */
export function useLogLines(attempt: string, wanted: number[]): Map<number, LogLine> {
  const pages = [...new Set(wanted.map((line) => Math.floor((line - 1) / PAGE)))];
  return useQueries({
    queries: pages.map((page) => ({
      queryKey: keys.logPage(attempt, page),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.logLines(attempt, page * PAGE + 1, PAGE, signal),
      staleTime: (query: { state: { data: LogLines | undefined } }) =>
        isFull(query.state.data) ? Infinity : 0,
    })),
    combine: (results) =>
      new Map(results.flatMap((result) => result.data?.lines ?? []).map((line) => [line.number, line])),
  });
}

/** The numbers of the lines that contain a text, and how many there are. */
export function useLogMatches(attempt: string, text: string, live: boolean) {
  const wanted = useDeferredValue(text.trim());
  const matches = useQuery({
    queryKey: keys.logMatches(attempt, wanted),
    queryFn: ({ signal }) => api.logMatches(attempt, wanted, signal),
    enabled: wanted !== '',
    // The server reads all of the log for it, so that it is not asked with every line that comes.
    refetchInterval: live && REFIND_MILLIS,
    placeholderData: (before) => before,
  });
  return { wanted, failed: matches.isError, matches: wanted === '' ? undefined : matches.data };
}

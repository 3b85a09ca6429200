import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { Attempt, AttemptBrief, AttemptEvent, LiveNotebook } from '../../api/types';
import { applyAttemptEvent } from '../../live/attemptReducer';
import { usePolling, useTopic } from '../../live/LiveContext';
import { applyNotebookEvent } from '../../live/notebookReducer';
import { Replay } from '../../live/replay';
import { throttle } from '../../live/throttle';
import { isAttemptEnded } from '../../ui/states';

const REREAD_MILLIS = 700;

/** An attempt and its notebook, patched by the attempt's events as they come. */
export function useAttempt(brief: AttemptBrief) {
  const id = brief.id;
  const client = useQueryClient();
  const polling = usePolling();
  const [replay] = useState(() => new Replay());
  const live = !isAttemptEnded(brief.state);
  const attempt = useQuery({
    queryKey: keys.attempt(id),
    queryFn: ({ signal }) => api.attempt(id, signal),
    refetchInterval: live && polling,
  });
  const hasNotebook = attempt.data?.hasNotebook ?? false;
  const notebook = useQuery({
    queryKey: keys.notebook(id),
    queryFn: async ({ signal }) => replay.onto(await api.notebook(id, signal)),
    enabled: hasNotebook,
    refetchInterval: live && polling,
  });
  const reread = useMemo(
    () => throttle(() => void client.invalidateQueries({ queryKey: keys.attempt(id) }), REREAD_MILLIS),
    [client, id],
  );
  useEffect(() => () => reread.cancel(), [reread]);

  const ready = attempt.data !== undefined && (!hasNotebook || notebook.isFetched);
  const from = Math.min(attempt.data?.lastEventSeq ?? 0, notebook.data?.lastSeq ?? Infinity);
  useTopic(live && ready ? `attempt:${id}` : undefined, from, (message) => {
    const event = message as unknown as AttemptEvent;
    replay.add(event);
    client.setQueryData<Attempt>(
      keys.attempt(id),
      (known) => known && applyAttemptEvent(known, event).attempt,
    );
    const known = client.getQueryData<LiveNotebook>(keys.notebook(id));
    if (known === undefined) {
      if (hasNotebook) reread();
      return;
    }
    const outcome = applyNotebookEvent(known, event);
    client.setQueryData(keys.notebook(id), outcome.notebook);
    if (outcome.reread) reread();
  });

  // The end of the attempt comes with the run's events; what it left behind is read then.
  useEffect(() => {
    if (!live) return;
    return () => void client.invalidateQueries({ queryKey: keys.attempt(id) });
  }, [client, id, live]);
  return { attempt, notebook, live };
}

export function useArtifacts(attempt: string, ended: boolean) {
  return useQuery({
    queryKey: keys.artifacts(attempt),
    queryFn: ({ signal }) => api.artifacts(attempt, signal),
    enabled: ended,
  });
}

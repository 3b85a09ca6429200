import { useMutation, useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { Attempt, AttemptEvent, Run, RunEvent, StepRun } from '../../api/types';
import { applyAttemptEvent } from '../../live/attemptReducer';
import { usePolling, useTopic, useTopics } from '../../live/LiveContext';
import type { Topic } from '../../live/positions';
import { applyRunEvent } from '../../live/runReducer';
import { throttle } from '../../live/throttle';
import { isRunEnded } from '../../ui/states';

/** A run and its steps, patched by the run's events as they come. */
export function useRun(id: string) {
  const client = useQueryClient();
  const polling = usePolling();
  const run = useQuery({
    queryKey: keys.run(id),
    queryFn: ({ signal }) => api.run(id, signal),
    refetchInterval: (query) => (query.state.data && isRunEnded(query.state.data.state) ? false : polling),
  });
  const ended = run.data !== undefined && isRunEnded(run.data.state);
  const steps = useQuery({
    queryKey: keys.steps(id),
    queryFn: ({ signal }) => api.steps(id, signal),
    refetchInterval: ended ? false : polling,
  });
  const many = (steps.data?.length ?? 0) > 200;
  const reread = useMemo(
    () =>
      // Also reads the steps, which are cached below the run.
      throttle(
        () => void client.invalidateQueries({ queryKey: keys.run(id) }, { cancelRefetch: false }),
        many ? 5000 : 1000,
      ),
    [client, id, many],
  );
  useEffect(() => () => reread.cancel(), [reread]);
  useTopic(run.data && !ended ? `run:${id}` : undefined, run.data?.lastEventSeq, (message) => {
    patchRun(client, id, message as unknown as RunEvent);
    reread();
  });
  return { run, steps };
}

function patchRun(client: QueryClient, id: string, event: RunEvent): void {
  const run = client.getQueryData<Run>(keys.run(id));
  if (run === undefined) return;
  const view = applyRunEvent({ run, steps: client.getQueryData<StepRun[]>(keys.steps(id)) }, event);
  client.setQueryData(keys.run(id), view.run);
  if (view.steps) client.setQueryData(keys.steps(id), view.steps);
  client.setQueryData<RunEvent[]>(keys.runEvents(id), (events) =>
    events && (events.at(-1)?.seq ?? 0) < event.seq ? [...events, event] : events,
  );
}

/** How many running steps are followed at once; a graph with more shows their state only. */
const FOLLOWED = 24;

/** The running attempts of steps that have cells or an environment, with their progress, by id. */
export function useProgress(steps: StepRun[]): Map<string, Attempt> {
  const client = useQueryClient();
  const polling = usePolling();
  const ids = steps
    .filter((s) => (s.type === 'notebook' || s.type === 'script') && s.state === 'running')
    .flatMap((s) => s.attempts.at(-1)?.id ?? [])
    .slice(0, FOLLOWED);
  const attempts = useQueries({
    queries: ids.map((id) => ({
      queryKey: keys.attempt(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.attempt(id, signal),
      refetchInterval: polling,
    })),
    combine: (results) => results.flatMap((r) => r.data ?? []),
  });
  const reread = useMemo(() => {
    const due = new Set<string>();
    const run = throttle(() => {
      for (const id of due) void client.invalidateQueries({ queryKey: keys.attempt(id), exact: true });
      due.clear();
    }, 2000);
    return { add: (id: string) => void due.add(id), run };
  }, [client]);
  useEffect(() => () => reread.run.cancel(), [reread]);
  const followed = attempts.map((a) => ({ topic: `attempt:${a.id}` as Topic, from: a.lastEventSeq }));
  useTopics(followed, (message) => {
    const id = message.topic.slice('attempt:'.length);
    const known = client.getQueryData<Attempt>(keys.attempt(id));
    if (known === undefined) return;
    const outcome = applyAttemptEvent(known, message as unknown as AttemptEvent);
    client.setQueryData(keys.attempt(id), outcome.attempt);
    if (!outcome.reread) return;
    reread.add(id);
    reread.run();
  });
  return new Map(attempts.map((a) => [a.id, a]));
}

export function useRunEvents(id: string) {
  return useQuery({ queryKey: keys.runEvents(id), queryFn: ({ signal }) => api.runEvents(id, signal) });
}

/** How the run was reopened, oldest first; asks nothing about a run that never was. */
export function useReruns({ id, rerun }: Run) {
  return useQuery({
    queryKey: keys.reruns(id),
    queryFn: ({ signal }) => api.reruns(id, signal),
    enabled: rerun !== undefined,
  });
}

export function useCancelRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.cancelRun(id),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.run(id) }),
  });
}

/** The artifacts that the last attempt of each succeeded step published. */
export function useRunArtifacts(steps: StepRun[]) {
  const ended = steps.flatMap((s) => {
    const last = s.attempts.at(-1);
    return s.state === 'succeeded' && last ? [{ step: s, attempt: last.id }] : [];
  });
  return useQueries({
    queries: ended.map(({ attempt }) => ({
      queryKey: keys.artifacts(attempt),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.artifacts(attempt, signal),
      staleTime: Infinity,
    })),
    combine: (results) => ({
      rows: results.flatMap((r, i) => {
        const from = ended[i];
        return from ? (r.data ?? []).map((artifact) => ({ artifact, ...from })) : [];
      }),
      isPending: results.some((r) => r.isPending),
      error: results.find((r) => r.isError)?.error ?? null,
    }),
  });
}

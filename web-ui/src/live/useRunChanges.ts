import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { keys } from '../api/keys';
import type { Dag, RunBrief, RunChange } from '../api/types';
import { useLiveState, useTopic } from './LiveContext';
import { throttle } from './throttle';

const STRIP = 20;

/** The last runs with a changed one put in its place; newest first, at most 20. */
export function withRun(lastRuns: RunBrief[], change: RunBrief): RunBrief[] {
  const { id, state, createdAt, startedAt, endedAt } = change;
  const brief = { id, state, createdAt, startedAt, endedAt };
  const at = lastRuns.findIndex((r) => r.id === id);
  if (at >= 0) return lastRuns.with(at, brief);
  return [brief, ...lastRuns].sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, STRIP);
}

function patchDag(dag: Dag, change: RunChange): Dag {
  if (dag.project !== change.project || dag.name !== change.dag) return dag;
  return { ...dag, lastRuns: withRun(dag.lastRuns, change) };
}

function patch(client: QueryClient, change: RunChange): void {
  client.setQueriesData<Dag[]>({ queryKey: keys.allDags }, (dags) => dags?.map((d) => patchDag(d, change)));
  client.setQueryData<Dag>(keys.dag(change.project, change.dag), (dag) => dag && patchDag(dag, change));
}

/** Keeps Dags' strips and lists of runs up to date while a page with them is open. */
export function useRunChanges(): void {
  const client = useQueryClient();
  const [reread] = useState(() =>
    throttle(() => void client.invalidateQueries({ queryKey: keys.allRuns }), 1000),
  );
  useTopic('runs', undefined, (message) => {
    patch(client, message.data as RunChange);
    reread();
  });
  // This topic has no positions: what happened until the stream was there (again) is read again.
  const state = useLiveState();
  useEffect(() => {
    if (state !== 'waiting' && state !== 'connecting') return;
    return () => {
      void client.invalidateQueries({ queryKey: keys.allDags });
      void client.invalidateQueries({ queryKey: ['dag'] });
      void client.invalidateQueries({ queryKey: keys.allRuns });
    };
  }, [state, client]);
}

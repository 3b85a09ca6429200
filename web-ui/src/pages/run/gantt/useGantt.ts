import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { Run, StepRun } from '../../../api/types';
import { stepKey } from '../../../live/runReducer';
import { isRunEnded } from '../../../ui/states';
import type { View } from './view';

/** Cells of running attempts make no event of the run: they are asked for. */
const REREAD_MILLIS = 3000;
/** What was slow is told from many attempts, and matters at the end. */
const REREAD_SLOW_MILLIS = 20_000;

/** Names how often the run was reopened and whether it has ended: then everything is read once more. */
function goOf({ rerun = 0, state }: Run): string {
  return `${rerun} ${isRunEnded(state) ? 'ended' : 'running'}`;
}

export function useGantt(run: Run) {
  return useQuery({
    queryKey: keys.gantt(run.id, goOf(run)),
    queryFn: ({ signal }) => api.gantt(run.id, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isRunEnded(run.state) ? false : REREAD_MILLIS,
  });
}

/** When the steps ran in an earlier run, moved to the start of this one; empty while it is not known. */
export function useGhosts(run: Run, earlier: string | undefined): Map<string, View> {
  const enabled = earlier !== undefined;
  const id = earlier ?? '';
  const past = useQuery({ queryKey: keys.run(id), queryFn: ({ signal }) => api.run(id, signal), enabled });
  const steps = useQuery({
    queryKey: keys.steps(id),
    queryFn: ({ signal }) => api.steps(id, signal),
    enabled,
  });
  return useMemo(() => {
    if (!enabled || past.data === undefined) return new Map<string, View>();
    return ghostsOf(run, past.data, steps.data ?? []);
  }, [enabled, run, past.data, steps.data]);
}

export function ghostsOf(run: Run, past: Run, steps: StepRun[]): Map<string, View> {
  const by = Date.parse(run.startedAt ?? run.createdAt) - Date.parse(past.startedAt ?? past.createdAt);
  return new Map(
    steps.flatMap((step) => {
      const first = step.attempts[0]?.startedAt;
      if (first === undefined || step.endedAt === undefined) return [];
      return [
        [
          stepKey(step.step, step.mapPath),
          { from: Date.parse(first) + by, to: Date.parse(step.endedAt) + by },
        ],
      ];
    }),
  );
}

/** The cells of an attempt, a line each, by their index; read when somebody points at one. */
export function useCellLines(attempt: string | undefined) {
  return useQuery({
    queryKey: keys.cellLines(attempt ?? ''),
    queryFn: ({ signal }) => api.cellLines(attempt ?? '', signal),
    enabled: attempt !== undefined,
    staleTime: Infinity,
  });
}

export function useSlowCells(run: Run) {
  return useQuery({
    queryKey: keys.slowCells(run.id, goOf(run)),
    queryFn: ({ signal }) => api.slowCells(run.id, signal),
    placeholderData: keepPreviousData,
    refetchInterval: isRunEnded(run.state) ? false : REREAD_SLOW_MILLIS,
  });
}

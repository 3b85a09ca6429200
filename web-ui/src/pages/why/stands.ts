import type { Run, StepRun } from '../../api/types';

/** Whether a step waits for something: people ask why. */
export function stepStands({ state }: Pick<StepRun, 'state'>): boolean {
  return state === 'waiting' || state === 'ready' || state === 'retry_wait';
}

/** Whether nothing of a run that has not ended is being done. */
export function runStands({ state, counts }: Pick<Run, 'state' | 'counts'>): boolean {
  if (state === 'queued') return true;
  return state === 'running' && counts.running === 0 && counts.waiting + counts.ready + counts.retry_wait > 0;
}

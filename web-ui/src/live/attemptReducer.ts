import type { Attempt, AttemptEvent, AttemptPhase } from '../api/types';
import { continueProgress } from './environmentProgress';

/** Kinds after which the attempt must be read again: they carry less than the page shows. */
const REREAD = new Set(['kernel_started', 'cell_started', 'notebook_finished']);

/** Applies what an event says about the attempt itself: its phase and how far its notebook came. */
export function applyAttemptEvent(
  attempt: Attempt,
  event: AttemptEvent,
): { attempt: Attempt; reread?: boolean } {
  if (event.seq <= attempt.lastEventSeq) return { attempt };
  const next: Attempt = { ...attempt, lastEventSeq: event.seq };
  if (event.kind === 'phase' && typeof event.data.phase === 'string') {
    return { attempt: { ...next, phase: event.data.phase as AttemptPhase } };
  }
  if (event.kind === 'log' && attempt.phase === 'environment' && typeof event.data.text === 'string') {
    const environment = continueProgress(attempt.environmentProgress, event.data.text);
    return { attempt: { ...next, environmentProgress: environment } };
  }
  if (event.kind === 'warning' || event.kind === 'warned') {
    const warning = {
      code: typeof event.data.code === 'string' ? event.data.code : undefined,
      message: typeof event.data.message === 'string' ? event.data.message : '',
    };
    return { attempt: { ...next, warnings: [...attempt.warnings, warning] } };
  }
  if (event.kind === 'cell_started' && attempt.progress) {
    // Cells without anything to run are passed over silently; reading again puts that right.
    const { cell, cells } = attempt.progress;
    return {
      attempt: { ...next, phase: 'cells', progress: { cell: Math.min(cell + 1, cells), cells } },
      reread: true,
    };
  }
  return { attempt: next, reread: REREAD.has(event.kind) };
}

const PHASES: Record<AttemptPhase, string> = {
  files: 'preparing files',
  environment: 'preparing the environment',
  kernel: 'starting the kernel',
  cells: 'running',
};

/** What a live attempt is doing: "cell 7 of 12", "starting the kernel". */
export function activityOf(
  attempt: Pick<Attempt, 'phase' | 'progress' | 'state' | 'environmentProgress'>,
  room: 'plenty' | 'short' = 'plenty',
): string | undefined {
  if (attempt.state !== 'running') return undefined;
  if (attempt.progress && attempt.progress.cell > 0 && (attempt.phase ?? 'cells') === 'cells') {
    return `cell ${attempt.progress.cell} of ${attempt.progress.cells}`;
  }
  if (attempt.phase === 'environment' && attempt.environmentProgress !== undefined)
    return `environment: ${attempt.environmentProgress[room === 'short' ? 'short' : 'says']}`;
  return attempt.phase === undefined || attempt.phase === 'cells' ? undefined : PHASES[attempt.phase];
}

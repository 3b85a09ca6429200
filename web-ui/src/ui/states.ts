import type { AttemptState, CellState, RunState, StepState } from '../api/types';

/** Every state that has a badge. */
export type AnyState = RunState | StepState | AttemptState | CellState | 'live' | 'draining';

export type Tone = 'neutral' | 'running' | 'succeeded' | 'failed' | 'warning';

interface Look {
  word: string;
  tone: Tone;
  icon:
    | 'clock'
    | 'dots'
    | 'spinner'
    | 'check'
    | 'cross'
    | 'skip'
    | 'blocked'
    | 'stop'
    | 'retry'
    | 'timeout'
    | 'lost'
    | 'circle';
}

const LOOKS: Record<AnyState, Look> = {
  queued: { word: 'queued', tone: 'neutral', icon: 'clock' },
  running: { word: 'running', tone: 'running', icon: 'spinner' },
  cancelling: { word: 'cancelling', tone: 'warning', icon: 'stop' },
  succeeded: { word: 'succeeded', tone: 'succeeded', icon: 'check' },
  failed: { word: 'failed', tone: 'failed', icon: 'cross' },
  cancelled: { word: 'cancelled', tone: 'neutral', icon: 'stop' },
  timed_out: { word: 'timed out', tone: 'failed', icon: 'timeout' },
  waiting: { word: 'waiting', tone: 'neutral', icon: 'dots' },
  ready: { word: 'queued', tone: 'neutral', icon: 'clock' },
  retry_wait: { word: 'waits for retry', tone: 'warning', icon: 'retry' },
  skipped: { word: 'skipped', tone: 'neutral', icon: 'skip' },
  upstream_failed: { word: 'upstream failed', tone: 'warning', icon: 'blocked' },
  leased: { word: 'leased', tone: 'running', icon: 'clock' },
  lost: { word: 'lost', tone: 'warning', icon: 'lost' },
  not_run: { word: 'not run', tone: 'neutral', icon: 'circle' },
  kernel_died: { word: 'kernel died', tone: 'failed', icon: 'cross' },
  live: { word: 'live', tone: 'succeeded', icon: 'check' },
  draining: { word: 'draining', tone: 'warning', icon: 'stop' },
};

const UNKNOWN: Look = { word: 'unknown', tone: 'neutral', icon: 'circle' };

/** How a state looks; one that this page does not know is shown by its own word. */
export function lookOf(state: string): Look {
  return (
    (LOOKS as Record<string, Look | undefined>)[state] ?? { ...UNKNOWN, word: state.replaceAll('_', ' ') }
  );
}

export function isRunEnded(state: RunState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled' || state === 'timed_out';
}

export function isStepEnded(state: StepState): boolean {
  return state !== 'waiting' && state !== 'ready' && state !== 'running' && state !== 'retry_wait';
}

export function isAttemptEnded(state: AttemptState): boolean {
  return state !== 'leased' && state !== 'running';
}

/** What a text says beyond the state that it stands beside; undefined when it only repeats it. */
export function beyond(state: string, text: string | undefined): string | undefined {
  const prefix = `${state}: `;
  const rest = text?.startsWith(prefix) ? text.slice(prefix.length) : text;
  return rest === '' || rest === state ? undefined : rest;
}

/** The step to look at first when a run did not succeed: of those that failed, the one that ended first. */
export function firstFailed<S extends { state?: string; endedAt?: string }>(steps: S[]): S | undefined {
  return steps
    .filter((step) => step.state === 'failed')
    .sort((a, b) => (a.endedAt ?? '').localeCompare(b.endedAt ?? ''))[0];
}

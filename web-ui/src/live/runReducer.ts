import type {
  AttemptBrief,
  AttemptState,
  Run,
  RunEvent,
  RunState,
  StepCounts,
  StepRun,
  StepState,
} from '../api/types';

/** A run and its steps as the page shows them; steps are undefined until they were read. */
export interface RunView {
  run: Run;
  steps?: StepRun[];
}

const STEP_STATE_OF_KIND: Record<string, StepState> = {
  step_ready: 'ready',
  step_started: 'running',
  step_retry_wait: 'retry_wait',
};

const ENDED = new Set<StepState>(['succeeded', 'failed', 'skipped', 'upstream_failed', 'cancelled']);

/**
 * Applies one event to what the page knows, so that it shows at once; the texts and numbers that an event does not
 * carry come with the next reading. Events that were applied already are ignored.
 */
export function applyRunEvent(view: RunView, event: RunEvent): RunView {
  if (event.seq <= view.run.lastEventSeq) return view;
  let run: Run = { ...view.run, lastEventSeq: event.seq };
  let steps = view.steps;
  switch (event.kind) {
    case 'run_started':
      run = { ...run, state: 'running', startedAt: run.startedAt ?? event.at };
      break;
    case 'run_reopened':
      run =
        run.endedAt === undefined
          ? run
          : {
              ...run,
              state: 'queued',
              startedAt: undefined,
              endedAt: undefined,
              cancelRequestedAt: undefined,
              outputs: undefined,
              outputsAbsent: undefined,
            };
      break;
    case 'run_cancelling':
      run = { ...run, state: 'cancelling', cancelRequestedAt: run.cancelRequestedAt ?? event.at };
      break;
    case 'run_ended':
      run = {
        ...run,
        state: (event.data.state ?? run.state) as RunState,
        stateText: event.data.message ?? run.stateText,
        endedAt: event.at,
      };
      break;
    default:
      steps = steps && applyToSteps(steps, event);
  }
  if (event.data.counts) run = { ...run, counts: { ...run.counts, ...event.data.counts } };
  else if (steps && steps !== view.steps) run = { ...run, counts: countsOf(steps) };
  return { run, steps };
}

export function countsOf(steps: StepRun[]): StepCounts {
  const counts: StepCounts = {
    waiting: 0,
    ready: 0,
    running: 0,
    retry_wait: 0,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    upstream_failed: 0,
    cancelled: 0,
  };
  for (const step of steps) counts[step.state]++;
  return counts;
}

/** What identifies a StepRun within its run. */
export function stepKey(step: string, mapPath: number[] = []): string {
  return mapPath.length === 0 ? step : `${step}[${mapPath.join('.')}]`;
}

function applyToSteps(steps: StepRun[], event: RunEvent): StepRun[] {
  const name = event.data.step;
  if (name === undefined) return steps;
  const key = stepKey(name, event.data.mapPath);
  const at = steps.findIndex((s) => stepKey(s.step, s.mapPath) === key);
  const step = steps[at];
  return step === undefined ? steps : steps.with(at, applyToStep(step, event));
}

function applyToStep(step: StepRun, event: RunEvent): StepRun {
  if (event.kind === 'step_reopened')
    return { ...step, state: 'waiting', startedAt: undefined, endedAt: undefined, message: undefined };
  const state =
    event.kind === 'attempt_lost'
      ? step.state
      : (STEP_STATE_OF_KIND[event.kind] ?? (event.data.state as StepState | undefined) ?? step.state);
  return {
    ...step,
    state,
    attempts: applyToAttempts(step.attempts, event),
    startedAt: event.kind === 'step_started' ? (step.startedAt ?? event.at) : step.startedAt,
    endedAt: ENDED.has(state) ? (step.endedAt ?? event.at) : undefined,
    message: event.data.message ?? step.message,
  };
}

function applyToAttempts(attempts: AttemptBrief[], event: RunEvent): AttemptBrief[] {
  const id = event.data.attempt;
  if (id === undefined) return attempts;
  const known = attempts.some((a) => a.id === id);
  if (event.kind === 'step_started' && !known) {
    const number = event.data.number ?? attempts.length + 1;
    return [...attempts, { id, number, state: 'running', startedAt: event.at, createdAt: event.at }];
  }
  const state = attemptStateAfter(event);
  if (state === undefined) return attempts;
  return attempts.map((a) =>
    a.id !== id
      ? a
      : {
          ...a,
          state,
          ...(state === 'running' ? { startedAt: a.startedAt ?? event.at } : { endedAt: event.at }),
        },
  );
}

function attemptStateAfter(event: RunEvent): AttemptState | undefined {
  switch (event.kind) {
    case 'step_started':
      return 'running';
    case 'attempt_lost':
      return 'lost';
    case 'step_retry_wait':
      return 'failed';
    case 'step_ended':
      return event.data.state as AttemptState | undefined;
    default:
      return undefined;
  }
}

import type { Attempt, AttemptBrief, Run, RunEvent, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { casesOf } from '../../graph/condition';
import type { GraphStep } from '../../graph/layout';
import { activityOf } from '../../live/attemptReducer';
import { stepKey } from '../../live/runReducer';
import { tookLong } from '../../notebook/timing';
import { formatDuration, plural } from '../../ui/format';
import { beyond, isStepEnded, lookOf } from '../../ui/states';

/** The run's steps as the graph draws them. */
export function graphSteps(steps: StepRun[], progress: Map<string, Attempt>): GraphStep[] {
  return steps.map((step) => ({
    id: stepKey(step.step, step.mapPath),
    label: step.title ?? stepKey(step.step, step.mapPath),
    type: step.type,
    dependsOn: step.dependsOn,
    group: step.group,
    cases: casesOf(step.work),
    state: step.state,
    endedAt: step.endedAt,
    ...factsOf(step, progress),
    notebookOf: finishedNotebook(step),
    to: links.step(step.run, step.step, step.mapPath),
  }));
}

/** What a node says besides its state; of its last attempt only while that is what the state is about. */
export function factsOf(
  step: StepRun,
  progress: Map<string, Attempt>,
): Pick<GraphStep, 'activity' | 'note' | 'took'> {
  const last = latestAttempt(step);
  const known = last && (progress.get(last.id) ?? last);
  return {
    activity: step.state === 'running' && known ? activityOf(known, 'short') : undefined,
    note: branchNote(step) ?? attemptNote(step),
    took: last?.endedAt !== undefined && tookLong(last) ? tookText(last) : undefined,
  };
}

function finishedNotebook(step: StepRun): string | undefined {
  return step.type === 'notebook' && isStepEnded(step.state) ? latestAttempt(step)?.id : undefined;
}

function tookText({ startedAt = '', endedAt = '' }: AttemptBrief): string {
  return formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}

/** The versions that its attempts ran, lowest first; its own if there is no attempt. */
export function versionsOf(run: Run, steps: StepRun[]): number[] {
  const ran = new Set(steps.flatMap((s) => s.attempts.flatMap((a) => a.dagVersion ?? [])));
  return ran.size === 0 ? [run.dagVersion] : [...ran].sort((a, b) => a - b);
}

/** Where a step runs or ran, and since when; nothing while it waits, also for a rerun. */
export function latestAttempt(step: StepRun): AttemptBrief | undefined {
  return step.state === 'running' || isStepEnded(step.state) ? step.attempts.at(-1) : undefined;
}

/** What to say beside a step's state. */
export function noteOf(step: StepRun, progress: Map<string, Attempt>): string | undefined {
  const last = step.attempts.at(-1);
  if (step.state === 'running' && last !== undefined) {
    const activity = activityOf(progress.get(last.id) ?? last);
    if (activity !== undefined) return activity;
  }
  return branchNote(step) ?? attemptNote(step);
}

function branchNote({ type, branchChoice }: StepRun): string | undefined {
  return type === 'branch' && branchChoice ? `to ${branchChoice.join(', ') || 'nothing'}` : undefined;
}

function attemptNote(step: StepRun): string | undefined {
  return step.attempts.length > 1 && latestAttempt(step) ? `attempt ${step.attempts.length}` : undefined;
}

/** What cancelling the run would touch, for the question before it. */
export function cancelConsequences(steps: StepRun[]): string[] {
  const running = steps.filter((s) => s.state === 'running');
  const waiting = steps.filter(
    (s) => s.state === 'waiting' || s.state === 'ready' || s.state === 'retry_wait',
  );
  const ended = steps.length - running.length - waiting.length;
  const lines: string[] = [];
  if (running.length > 0) {
    const names = running.map((s) => stepKey(s.step, s.mapPath));
    const listed =
      names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');
    lines.push(
      `${plural(running.length, 'running step')} will be interrupted: ${listed}. What they printed so far is kept.`,
    );
  }
  if (waiting.length > 0) lines.push(`${plural(waiting.length, 'step')} will not start.`);
  if (ended > 0) lines.push(`${plural(ended, 'ended step')} and their artifacts stay as they are.`);
  return lines;
}

const KINDS: Record<string, string> = {
  run_created: 'Run created',
  run_started: 'Run started',
  run_reopened: 'Run reopened',
  run_cancelling: 'Cancel requested',
  run_ended: 'Run ended',
  run_quarantined: 'Run quarantined',
  step_ready: 'ready',
  step_started: 'started',
  step_ended: 'ended',
  step_reopened: 'is run again',
  step_retry_wait: 'waits for retry',
  attempt_lost: 'attempt lost',
};

/** One event in words. */
export function describeEvent(event: RunEvent): string {
  const { step, mapPath, state, number, message } = event.data;
  const kind = KINDS[event.kind] ?? event.kind.replaceAll('_', ' ');
  const what =
    (event.kind === 'step_ended' || event.kind === 'run_ended') && state !== undefined
      ? `${event.kind === 'run_ended' ? 'Run ' : ''}${lookOf(state).word}`
      : kind;
  if (event.kind === 'run_reopened') {
    const { by, reason } = event.data;
    return `${kind}${by ? ` by ${by}` : ''}${reason ? `: ${reason}` : ''}`;
  }
  const attempt = number !== undefined && step !== undefined ? ` (attempt ${number})` : '';
  const why = beyond(state ?? '', message);
  return `${step === undefined ? '' : `${stepKey(step, mapPath)}: `}${what}${attempt}${why ? `: ${why}` : ''}`;
}

/** How the run ended when it did not simply succeed. */
export function outcomeOf({ state, stateText, counts }: Pick<Run, 'state' | 'stateText' | 'counts'>) {
  return state === 'succeeded' && counts.failed === 0 ? undefined : beyond(state, stateText);
}

/** Values of a run to begin another one with. */
export function givenParameters(run: Run) {
  return Object.fromEntries(Object.entries(run.parameters).map(([name, { value }]) => [name, value]));
}

import type { StepRun } from '../../api/types';
import { lookOf } from '../../ui/states';

/** The StepRun that an address names. */
export function findStep(steps: StepRun[], step: string, map: string | null): StepRun | undefined {
  const path = map ?? '';
  return steps.find((s) => s.step === step && s.mapPath.join('.') === path);
}

/** A command in one line: its first that says something, and whether there are more. */
export function firstLine(text: string): string {
  const [first = '', ...more] = text.split('\n').filter((line) => line.trim() !== '');
  return more.length === 0 ? first.trim() : `${first.trim()} …`;
}

/** Why a step that waits for nothing has no attempt to show. */
export function whyNoAttempt(step: StepRun, steps: StepRun[]): string {
  if (step.type === 'branch' && step.branchChoice) {
    return step.branchChoice.length === 0
      ? 'The branch chose nothing: the steps after it are skipped.'
      : `The branch chose ${step.branchChoice.join(', ')}.`;
  }
  if (step.message) return step.message;
  if (step.stateText && step.stateText !== step.state) return step.stateText;
  switch (step.state) {
    case 'skipped':
      return 'It was skipped: a branch went another way, or what it depends on was skipped.';
    case 'upstream_failed':
      return `It did not start: ${upstream(step, steps, (s) => s === 'failed' || s === 'upstream_failed') || 'a step before it'} did not succeed.`;
    case 'cancelled':
      return 'The run was cancelled before it started.';
    default:
      return 'It ran on the server and has no attempt.';
  }
}

function upstream(step: StepRun, steps: StepRun[], matches: (state: string) => boolean): string {
  return steps
    .filter((s) => step.dependsOn.includes(s.step) && matches(s.state))
    .map((s) => `${s.step} (${lookOf(s.state).word})`)
    .join(', ');
}

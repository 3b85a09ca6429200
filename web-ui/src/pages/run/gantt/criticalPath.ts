import type { StepRun } from '../../../api/types';

export interface CriticalPath {
  /** Ids of steps, the first one first. */
  steps: string[];
  /** From the start of the run to the end of the last of them. */
  seconds: number;
}

/**
 * What the length of the run depended on: from the step that ended last back along the steps before it that ended last,
 * waits and retries included. Undefined while nothing has ended.
 */
export function criticalPath(began: number, steps: StepRun[]): CriticalPath | undefined {
  const byId = new Map(steps.filter((s) => s.mapPath.length === 0).map((s) => [s.step, s]));
  let step = latest([...byId.values()]);
  if (step?.endedAt === undefined) return undefined;
  const end = Date.parse(step.endedAt);
  const path: string[] = [];
  const seen = new Set<string>();
  while (step !== undefined && !seen.has(step.step)) {
    seen.add(step.step);
    path.unshift(step.step);
    step = latest(step.dependsOn.flatMap((d) => byId.get(d) ?? []));
  }
  return { steps: path, seconds: Math.max(0, end - began) / 1000 };
}

function latest(steps: StepRun[]): StepRun | undefined {
  let last: StepRun | undefined;
  for (const step of steps)
    if (step.endedAt !== undefined && (last?.endedAt === undefined || step.endedAt > last.endedAt))
      last = step;
  return last;
}

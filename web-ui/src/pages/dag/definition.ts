import type { StepDef } from '../../api/types';
import type { GraphStep } from '../../graph/layout';

/** A Dag's steps as the graph draws them, without states. */
export function definitionSteps(steps: StepDef[]): GraphStep[] {
  return steps.map((step) => ({
    id: step.id,
    label: step.title ?? step.id,
    type: step.type,
    dependsOn: step.dependsOn,
    group: step.group,
    note: sourceOf(step)?.split('/').at(-1),
  }));
}

/** What a step runs: its notebook, script or command line. */
export function sourceOf(step: StepDef): string | undefined {
  return step.notebook ?? step.script ?? step.shell;
}

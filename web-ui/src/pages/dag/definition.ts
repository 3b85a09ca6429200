import type { StepDef, StepWork } from '../../api/types';
import { casesOf as graphCases } from '../../graph/condition';
import type { GraphStep } from '../../graph/layout';

/** A Dag's steps as the graph draws them, without states. */
export function definitionSteps(steps: StepDef[]): GraphStep[] {
  return steps.map((step) => ({
    id: step.id,
    label: step.title ?? step.id,
    type: step.type,
    dependsOn: step.dependsOn,
    group: step.group,
    cases: graphCases(step),
    note: sourceOf(step)?.split('/').at(-1),
  }));
}

/** What a step runs: its notebook, script or command. */
export function sourceOf(work: StepWork): string | undefined {
  return work.notebook ?? work.script ?? work.shell;
}

/** The cases of a branch in the order in which they are tried: the condition, and where it leads. */
export function casesOf(work: StepWork): { when: string; to: string }[] {
  return (work.branches ?? []).map(({ when, to }) => ({
    when: when ?? 'otherwise',
    to: to === undefined ? 'every step after it' : to.join(', ') || 'nothing',
  }));
}

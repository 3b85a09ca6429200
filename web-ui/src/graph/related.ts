import type { GraphStep } from './layout';

export const WAYS = ['upstream', 'downstream', 'both'] as const;
/** Which steps are looked at together with a chosen one. */
export type Way = (typeof WAYS)[number];

type Linked = Pick<GraphStep, 'id' | 'dependsOn'>;

/** The ids of a step and of all that it depends on, of all that depend on it, or of both. */
export function related(steps: Linked[], id: string, way: Way): ReadonlySet<string> {
  const before = new Map(steps.map((step) => [step.id, step.dependsOn]));
  const found = new Set([id]);
  if (way !== 'downstream') reach(id, before, found);
  if (way !== 'upstream') reach(id, successors(steps), found);
  return found;
}

function reach(from: string, next: Map<string, string[]>, found: Set<string>): void {
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next.get(id) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      found.add(other);
      open.push(other);
    }
  }
}

function successors(steps: Linked[]): Map<string, string[]> {
  const after = new Map<string, string[]>();
  for (const { id, dependsOn } of steps) {
    for (const dependency of dependsOn) {
      const known = after.get(dependency);
      if (known === undefined) after.set(dependency, [id]);
      else known.push(id);
    }
  }
  return after;
}

import { groupState, type Drawing, type DrawnCase } from './drawing';
import { caseAt, caseSize, roundedPath, type Layout, type Point } from './layout';

export type EdgeLook = 'faint' | 'edge' | 'dimmed' | 'moving';

/**
 * The edges of one look as one path: thousands of elements would be the slowest part of a big graph. `inFocus` has the
 * steps that are looked at; without it, these are all.
 */
export function edgePaths(
  drawing: Drawing,
  layout: Layout,
  inFocus?: ReadonlySet<string>,
): Record<EdgeLook, string> {
  const states = statesOf(drawing);
  const seen = seenEnds(drawing, inFocus);
  const paths: Record<EdgeLook, string[]> = { faint: [], edge: [], dimmed: [], moving: [] };
  for (const { id, from, to } of drawing.edges) {
    const look = seen(from) && seen(to) ? lookOf(states.get(from), states.get(to)) : 'faint';
    paths[look].push(roundedPath(layout.edges[id] ?? []));
  }
  return {
    faint: paths.faint.join(''),
    edge: paths.edge.join(''),
    dimmed: paths.dimmed.join(''),
    moving: paths.moving.join(''),
  };
}

/** The states by what has an edge. A way out of a branch has that of the steps to which it leads. */
function statesOf({ edges, steps, groups, cases }: Drawing): Map<string, string | undefined> {
  const states = new Map([
    ...steps.map((s) => [s.id, s.state] as const),
    ...groups.map((g) => [g.id, groupState(g.steps)] as const),
    ...groups.filter((g) => !g.folded).flatMap((g) => g.steps.map((s) => [s.id, s.state] as const)),
  ]);
  for (const { id } of cases) {
    const after = edges.filter((edge) => edge.from === id).map((edge) => ({ state: states.get(edge.to) }));
    states.set(id, after.some(({ state }) => state === 'running') ? 'running' : groupState(after));
  }
  return states;
}

/** Whether something that has an edge is looked at: a way out of a branch with the branch and a step after it. */
function seenEnds(
  { edges, groups, cases }: Drawing,
  inFocus: ReadonlySet<string> | undefined,
): (end: string) => boolean {
  if (inFocus === undefined) return () => true;
  const members = new Map(groups.map((g) => [g.id, g.steps.map((s) => s.id)]));
  const isSeen = (end: string) => (members.get(end) ?? [end]).some((id) => inFocus.has(id));
  const seenCases = new Set(
    cases
      .filter(
        ({ id }) =>
          edges.some((edge) => edge.to === id && isSeen(edge.from)) &&
          edges.some((edge) => edge.from === id && isSeen(edge.to)),
      )
      .map(({ id }) => id),
  );
  return (end) => seenCases.has(end) || isSeen(end);
}

/** Paths that are not taken are dimmed; those that lead to a running step stand out. */
function lookOf(from: string | undefined, to: string | undefined): EdgeLook {
  if (from === 'skipped' || to === 'skipped') return 'dimmed';
  return to === 'running' ? 'moving' : 'edge';
}

export interface PlacedCase extends Pick<DrawnCase, 'id' | 'words' | 'condition'> {
  at: Point;
  width: number;
}

export function placedCases(drawing: Drawing, layout: Layout): PlacedCase[] {
  return drawing.cases.map((one) => ({
    id: one.id,
    words: one.words,
    condition: one.condition,
    at: caseAt(drawing, layout, one),
    width: caseSize(one).width,
  }));
}

import { groupState, type Drawing } from './drawing';
import { roundedPath, type Layout, type Point } from './layout';

export type EdgeLook = 'faint' | 'edge' | 'dimmed' | 'moving';

/**
 * The edges of one look as one path: thousands of elements would be the slowest part of a big graph. `inFocus` has the
 * steps that are looked at; without it, these are all.
 */
export function edgePaths(
  { edges, steps, groups }: Drawing,
  layout: Layout,
  inFocus?: ReadonlySet<string>,
): Record<EdgeLook, string> {
  const states = new Map([
    ...steps.map((s) => [s.id, s.state] as const),
    ...groups.map((g) => [g.id, groupState(g.steps)] as const),
    ...groups.filter((g) => !g.folded).flatMap((g) => g.steps.map((s) => [s.id, s.state] as const)),
  ]);
  const members = new Map(groups.map((g) => [g.id, g.steps.map((s) => s.id)]));
  const isSeen = (end: string) =>
    inFocus === undefined || (members.get(end) ?? [end]).some((id) => inFocus.has(id));
  const paths: Record<EdgeLook, string[]> = { faint: [], edge: [], dimmed: [], moving: [] };
  for (const { id, from, to } of edges) {
    const look = isSeen(from) && isSeen(to) ? lookOf(states.get(from), states.get(to)) : 'faint';
    paths[look].push(roundedPath(layout.edges[id] ?? []));
  }
  return {
    faint: paths.faint.join(''),
    edge: paths.edge.join(''),
    dimmed: paths.dimmed.join(''),
    moving: paths.moving.join(''),
  };
}

/** Paths that are not taken are dimmed; those that lead to a running step stand out. */
function lookOf(from: string | undefined, to: string | undefined): EdgeLook {
  if (from === 'skipped' || to === 'skipped') return 'dimmed';
  return to === 'running' ? 'moving' : 'edge';
}

export interface PlacedLabel {
  id: string;
  text: string;
  at: Point;
}

export function placedLabels({ edges }: Drawing, layout: Layout): PlacedLabel[] {
  return edges.flatMap(({ id, label: text }) => {
    const at = layout.labels[id];
    return text === undefined || at === undefined ? [] : [{ id, text, at }];
  });
}

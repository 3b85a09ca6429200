import { arrange, turnsBetween, type Arrangement, type Box } from './arrange';
import type { Drawing, DrawnEdge } from './drawing';
import { caseSize, GROUP_PADDING, NODE, type Layout, type Point } from './layout';

const ORIGIN: Point = { x: 0, y: 0 };
/** From a group's corner to where its steps begin. */
const INSIDE: Point = { x: GROUP_PADDING.side, y: GROUP_PADDING.top };

/**
 * Lays a drawing out in columns, layer after layer: less tidily than ELK, in time that grows with the steps and edges
 * alone, and the same for the same drawing.
 */
export function layoutInColumns(drawing: Drawing): Layout {
  const open = drawing.groups.filter((group) => !group.folded);
  const cases = new Map(drawing.cases.map((one) => [one.id, { id: one.id, ...caseSize(one) }]));
  const casesOf = (group: string) => drawing.cases.filter((one) => one.group === group);
  const groups = new Map(
    open.flatMap((group) =>
      [...group.steps, ...casesOf(group.name)].map(({ id }) => [id, group.id] as const),
    ),
  );
  const boxOf = (item: { id: string }): Box => cases.get(item.id) ?? leaf(item);
  const outer = (id: string) => groups.get(id) ?? id;
  const isInner = ({ from, to }: DrawnEdge) => groups.has(from) && outer(from) === outer(to);

  const inner = new Map<string, Arrangement>();
  for (const group of open) {
    const edges = drawing.edges.filter((edge) => isInner(edge) && outer(edge.from) === group.id);
    inner.set(group.id, arrange([...group.steps, ...casesOf(group.name)].map(boxOf), edges));
  }
  const edges = drawing.edges.filter((edge) => !isInner(edge));
  const all = arrange(
    [
      ...drawing.groups.map((group) => boxAround(group.id, inner.get(group.id))),
      ...[...drawing.steps, ...drawing.cases].filter(({ id }) => !groups.has(id)).map(boxOf),
    ],
    edges.map(({ from, to }) => ({ from: outer(from), to: outer(to) })),
  );

  const layout: Layout = {
    width: all.width,
    height: all.height,
    nodes: {},
    sizes: {},
    edges: {},
  };
  for (const [id, { x, y }] of all.places) layout.nodes[id] = { x, y };
  for (const [group, arrangement] of inner) {
    const { width, height } = boxAround(group, arrangement);
    layout.sizes[group] = { width, height };
    for (const [id, at] of arrangement.places) layout.nodes[id] = plus(at, INSIDE);
  }
  const cornerOf = (id: string) =>
    plus(layout.nodes[id] ?? ORIGIN, layout.nodes[groups.get(id) ?? ''] ?? ORIGIN);
  for (const edge of drawing.edges) {
    const group = isInner(edge) ? outer(edge.from) : '';
    const within = inner.get(group);
    const turns =
      within === undefined
        ? turnsBetween(all, outer(edge.from), outer(edge.to))
        : turnsBetween(within, edge.from, edge.to).map((at) => plus(at, plus(cornerOf(group), INSIDE)));
    const to = plus(cornerOf(edge.to), { x: 0, y: NODE.height / 2 });
    const { width } = cases.get(edge.from) ?? NODE;
    layout.edges[edge.id] = [plus(cornerOf(edge.from), { x: width, y: NODE.height / 2 }), ...turns, to];
  }
  return layout;
}

function leaf({ id }: { id: string }): Box {
  return { id, ...NODE };
}

/** A group with its steps' arrangement in it; one that is folded has none. */
function boxAround(id: string, inside: Arrangement | undefined): Box {
  if (inside === undefined) return leaf({ id });
  return {
    id,
    width: inside.width + 2 * GROUP_PADDING.side,
    height: inside.height + GROUP_PADDING.top + GROUP_PADDING.side,
  };
}

function plus(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

import type { StepType } from '../api/types';
import type { GraphCase } from './condition';
import type { Drawing, DrawnCase } from './drawing';

/** A step as the graph draws it. */
export interface GraphStep {
  id: string;
  label: string;
  type: StepType;
  dependsOn: string[];
  group?: string;
  /** Of a branch: its ways out. */
  cases?: GraphCase[];
  /** Absent in a Dag's definition. */
  state?: string;
  endedAt?: string;
  /** What it is at while it runs: "cell 7 of 12". */
  activity?: string;
  /** "attempt 2", the name of a notebook, … */
  note?: string;
  /** How long its last attempt took: "12 s". */
  took?: string;
  /** The attempt that left a finished notebook. */
  notebookOf?: string;
  to?: string;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface ElkInput {
  id: string;
  layoutOptions: Record<string, string>;
  children: ElkNodeInput[];
  edges: { id: string; sources: string[]; targets: string[] }[];
}

interface ElkNodeInput {
  id: string;
  width?: number;
  height?: number;
  layoutOptions?: Record<string, string>;
  children?: ElkNodeInput[];
}

export interface Layout {
  width: number;
  height: number;
  /** Upper left corners, also of ways out of branches; of what is in an open group, from the group's corner. */
  nodes: Record<string, Point>;
  /** Of open groups. */
  sizes: Record<string, Size>;
  edges: Record<string, Point[]>;
}

/** The upper left corner of a way out of a branch. */
export function caseAt({ groups }: Drawing, layout: Layout, { id, group: name }: DrawnCase): Point {
  const at = layout.nodes[id] ?? { x: 0, y: 0 };
  const corner = layout.nodes[groups.find((group) => group.name === name)?.id ?? ''];
  return { x: at.x + (corner?.x ?? 0), y: at.y + (corner?.y ?? 0) };
}

/** The upper left corner of a step, or of the folded group in which it is; undefined where it is not drawn. */
export function placeOf({ groups }: Drawing, layout: Layout, id: string): Point | undefined {
  const group = groups.find(({ steps }) => steps.some((step) => step.id === id));
  const corner = group && layout.nodes[group.id];
  if (group?.folded) return corner;
  const at = layout.nodes[id];
  return at && { x: at.x + (corner?.x ?? 0), y: at.y + (corner?.y ?? 0) };
}

export const NODE = { width: 212, height: 54 };

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
};

/** Around the steps of an open group, with room for its name above them. */
export const GROUP_PADDING = { top: 40, side: 16 };

const GROUP_OPTIONS = {
  'elk.padding': `[top=${GROUP_PADDING.top},left=${GROUP_PADDING.side},bottom=${GROUP_PADDING.side},right=${GROUP_PADDING.side}]`,
};

export function edgeId(from: string, to: string): string {
  // A step's id has no such character.
  return `${from}→${to}`;
}

const WORDS = { maxWidth: 220, perCharacter: 6.6, around: 18 };

/** The room of a way out of a branch: as high as a step, so that both stand in one row. */
export function caseSize({ words }: Pick<DrawnCase, 'words'>): Size {
  const width = Math.min(WORDS.maxWidth, Math.ceil(words.length * WORDS.perCharacter) + WORDS.around);
  return { width, height: NODE.height };
}

/** What the layout is computed from. */
export function elkInput(drawing: Drawing): ElkInput {
  const leaf = ({ id }: { id: string }): ElkNodeInput => ({ id, ...NODE });
  const casesIn = (group: string | undefined): ElkNodeInput[] =>
    drawing.cases.filter((one) => one.group === group).map((one) => ({ id: one.id, ...caseSize(one) }));
  return {
    id: 'dag',
    layoutOptions: OPTIONS,
    children: [
      ...drawing.groups.map((group) =>
        group.folded
          ? leaf(group)
          : {
              id: group.id,
              layoutOptions: GROUP_OPTIONS,
              children: [...group.steps.map(leaf), ...casesIn(group.name)],
            },
      ),
      ...drawing.steps.filter((s) => s.group === undefined).map(leaf),
      ...casesIn(undefined),
    ],
    edges: drawing.edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  };
}

/** The same for the same steps, groups, edges and words, whatever the states. */
export function structureKey({ steps, groups, cases, edges }: Drawing): string {
  return JSON.stringify([
    steps.map((s) => s.id),
    groups.map((g) => [g.id, g.folded, ...g.steps.map((s) => s.id)]),
    cases.map((c) => [c.id, c.words, c.group]),
    edges.map((e) => e.id),
  ]);
}

/** An SVG path through the points with rounded corners. */
export function roundedPath(points: Point[], radius = 8): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M ${first.x} ${first.y}`;
  let previous = first;
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    if (next === undefined) {
      path += ` L ${point.x} ${point.y}`;
      return;
    }
    const before = towards(point, previous, radius);
    const after = towards(point, next, radius);
    path += ` L ${before.x} ${before.y} Q ${point.x} ${point.y} ${after.x} ${after.y}`;
    previous = point;
  });
  return path;
}

/** The point on the way from `from` to `to` at most `distance` away and never past the middle. */
function towards(from: Point, to: Point, distance: number): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy);
  if (length === 0) return from;
  const share = Math.min(distance, length / 2) / length;
  return { x: from.x + dx * share, y: from.y + dy * share };
}

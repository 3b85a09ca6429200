import type { StepType, StepWork } from '../api/types';
import type { Drawing } from './drawing';

/** A step as the graph draws it. */
export interface GraphStep {
  id: string;
  label: string;
  type: StepType;
  dependsOn: string[];
  group?: string;
  /** Absent in a Dag's definition. */
  state?: string;
  endedAt?: string;
  /** What it is at while it runs: "cell 7 of 12". */
  activity?: string;
  /** "attempt 2", the name of a notebook, … */
  note?: string;
  /** How long its last attempt took: "12 s". */
  took?: string;
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
  edges: { id: string; sources: string[]; targets: string[]; labels: ElkLabelInput[] }[];
}

interface ElkNodeInput {
  id: string;
  width?: number;
  height?: number;
  layoutOptions?: Record<string, string>;
  children?: ElkNodeInput[];
}

interface ElkLabelInput {
  text: string;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  /** Upper left corners; of a step in an open group, from the group's corner. */
  nodes: Record<string, Point>;
  /** Of open groups. */
  sizes: Record<string, Size>;
  edges: Record<string, Point[]>;
  /** The upper left corners of the edges' labels. */
  labels: Record<string, Point>;
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
  'elk.spacing.edgeLabel': '1',
  'elk.edgeLabels.inline': 'true',
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

/** Words on edges, by edge id. */
export type EdgeLabels = Record<string, string>;

export const LABEL = { maxWidth: 150, height: 16 };

/** What the layout is computed from. */
export function elkInput(drawing: Drawing): ElkInput {
  const leaf = ({ id }: { id: string }): ElkNodeInput => ({ id, ...NODE });
  return {
    id: 'dag',
    layoutOptions: OPTIONS,
    children: [
      ...drawing.groups.map((group) =>
        group.folded
          ? leaf(group)
          : { id: group.id, layoutOptions: GROUP_OPTIONS, children: group.steps.map(leaf) },
      ),
      ...drawing.steps.filter((s) => s.group === undefined).map(leaf),
    ],
    edges: drawing.edges.map(({ id, from, to, label }) => ({
      id,
      sources: [from],
      targets: [to],
      labels: elkLabels(label),
    })),
  };
}

function elkLabels(text: string | undefined): ElkLabelInput[] {
  if (text === undefined) return [];
  return [{ text, width: labelWidth(text), height: LABEL.height }];
}

/** About as wide as it will be drawn. */
export function labelWidth(text: string): number {
  return Math.min(LABEL.maxWidth, text.length * 6.5 + 12);
}

/** The same for the same steps, groups, edges and labels, whatever their states. */
export function structureKey({ steps, groups, edges }: Drawing): string {
  return JSON.stringify([
    steps.map((s) => s.id),
    groups.map((g) => [g.id, g.folded, ...g.steps.map((s) => s.id)]),
    edges.map((e) => [e.id, e.label]),
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

/** The words on the edges that leave branches, by edge. */
export function branchLabels(steps: (Pick<StepWork, 'branches'> & { id: string })[]): EdgeLabels {
  const labels: EdgeLabels = {};
  for (const step of steps) {
    for (const branch of step.branches ?? []) {
      for (const to of branch.to ?? branch.otherwise ?? [])
        labels[edgeId(step.id, to)] = branch.when ?? 'otherwise';
    }
  }
  return labels;
}

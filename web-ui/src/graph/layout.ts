import type { StepDef, StepType } from '../api/types';

/** A step as the graph draws it. */
export interface GraphStep {
  id: string;
  label: string;
  type: StepType;
  dependsOn: string[];
  /** Absent in a Dag's definition. */
  state?: string;
  /** "cell 7 of 12", "attempt 2", … */
  note?: string;
  to?: string;
}

export interface Point {
  x: number;
  y: number;
}

export interface ElkInput {
  id: string;
  layoutOptions: Record<string, string>;
  children: { id: string; width: number; height: number }[];
  edges: { id: string; sources: string[]; targets: string[]; labels: ElkLabelInput[] }[];
}

interface ElkLabelInput {
  text: string;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  nodes: Record<string, Point>;
  edges: Record<string, Point[]>;
  /** The upper left corners of the edges' labels. */
  labels: Record<string, Point>;
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
};

/** From so many steps on a drawing at once is worth more than the tidiest one. */
const BIG = 300;

const QUICK_OPTIONS = {
  'elk.layered.thoroughness': '1',
  'elk.layered.layering.strategy': 'LONGEST_PATH',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
};

export function edgeId(from: string, to: string): string {
  // A step's id has no such character.
  return `${from}→${to}`;
}

/** Words on edges, by edge id. */
export type EdgeLabels = Record<string, string>;

export const LABEL = { maxWidth: 150, height: 16 };

/** What the layout is computed from; dependencies on steps that are not drawn are left out. */
export function elkInput(steps: Pick<GraphStep, 'id' | 'dependsOn'>[], labels: EdgeLabels = {}): ElkInput {
  const known = new Set(steps.map((s) => s.id));
  return {
    id: 'dag',
    layoutOptions: {
      ...OPTIONS,
      ...(steps.length > BIG ? QUICK_OPTIONS : {}),
    },
    children: steps.map((s) => ({ id: s.id, ...NODE })),
    edges: steps.flatMap((s) =>
      s.dependsOn
        .filter((from) => known.has(from))
        .map((from) => {
          const id = edgeId(from, s.id);
          return { id, sources: [from], targets: [s.id], labels: elkLabels(labels[id]) };
        }),
    ),
  };
}

function elkLabels(text: string | undefined): ElkLabelInput[] {
  if (text === undefined) return [];
  return [{ text, width: Math.min(LABEL.maxWidth, text.length * 6.5 + 12), height: LABEL.height }];
}

/** The same for the same steps, edges and labels, whatever their states. */
export function structureKey(steps: Pick<GraphStep, 'id' | 'dependsOn'>[], labels: EdgeLabels = {}): string {
  return JSON.stringify([steps.map((s) => [s.id, ...s.dependsOn]), labels]);
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
export function branchLabels(steps: StepDef[]): EdgeLabels {
  const labels: EdgeLabels = {};
  for (const step of steps) {
    for (const branch of step.branches ?? []) {
      for (const to of branch.to ?? branch.otherwise ?? [])
        labels[edgeId(step.id, to)] = branch.when ?? 'otherwise';
    }
  }
  return labels;
}

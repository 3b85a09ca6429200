import { edgeId, type EdgeLabels, type GraphStep } from './layout';

/** Steps drawn in one box with a name, or as one node while folded. */
export interface DrawnGroup {
  id: string;
  name: string;
  steps: GraphStep[];
  folded: boolean;
}

export interface DrawnEdge {
  id: string;
  from: string;
  to: string;
  label?: string;
}

/** What is drawn of a graph: steps, boxes around them, folded groups, and the edges between all these. */
export interface Drawing {
  /** Those that stand on their own or in an open group. */
  steps: GraphStep[];
  groups: DrawnGroup[];
  edges: DrawnEdge[];
}

/** From so many steps on groups are folded at first: the whole is seen before its parts. */
const MANY = 100;

export function foldedAtFirst(steps: Pick<GraphStep, 'group'>[]): ReadonlySet<string> {
  return new Set(steps.length < MANY ? [] : namesOf(steps));
}

/**
 * Folds the named groups. An edge to a step in a folded group leads to the group; edges that become the same are one,
 * and one within a folded group is gone. Dependencies on steps that are not there are left out.
 */
export function draw(steps: GraphStep[], labels: EdgeLabels, folded: ReadonlySet<string>): Drawing {
  const members = new Map<string, GraphStep[]>();
  for (const step of steps) {
    if (step.group === undefined) continue;
    const inside = members.get(step.group);
    if (inside === undefined) members.set(step.group, [step]);
    else inside.push(step);
  }
  const ends = new Map(
    steps.map((s) => [s.id, s.group !== undefined && folded.has(s.group) ? groupId(s.group) : s.id]),
  );
  return {
    steps: steps.filter((s) => ends.get(s.id) === s.id),
    groups: [...members].map(([name, inside]) => ({
      id: groupId(name),
      name,
      steps: inside,
      folded: folded.has(name),
    })),
    edges: edgesBetween(steps, labels, ends),
  };
}

function edgesBetween(steps: GraphStep[], labels: EdgeLabels, ends: Map<string, string>): DrawnEdge[] {
  const edges = new Map<string, DrawnEdge>();
  for (const step of steps) {
    for (const dependency of step.dependsOn) {
      const from = ends.get(dependency);
      const to = ends.get(step.id);
      if (from === undefined || to === undefined || from === to) continue;
      const id = edgeId(from, to);
      const label = labels[edgeId(dependency, step.id)];
      const known = edges.get(id);
      // Where several edges are one, only words that all of them have are true.
      edges.set(id, { id, from, to, label: known && known.label !== label ? undefined : label });
    }
  }
  return [...edges.values()];
}

/** A step's id has no such character. */
function groupId(name: string): string {
  return `▢${name}`;
}

function namesOf(steps: Pick<GraphStep, 'group'>[]): string[] {
  return [...new Set(steps.flatMap((s) => s.group ?? []))];
}

/** Says first what needs a look, then what is under way. */
const BY_URGENCY = [
  'failed',
  'running',
  'retry_wait',
  'upstream_failed',
  'cancelled',
  'ready',
  'waiting',
  'succeeded',
  'skipped',
];

/** The state that stands for a group's; undefined where the steps have none. */
export function groupState(steps: Pick<GraphStep, 'state'>[]): string | undefined {
  const states = new Set(steps.map((s) => s.state));
  return BY_URGENCY.find((state) => states.has(state));
}

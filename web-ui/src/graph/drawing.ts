import { edgeId, type GraphStep } from './layout';

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
}

/** A way out of a branch, drawn between it and the steps to which it leads, so that its words stand there once. */
export interface DrawnCase {
  id: string;
  words: string;
  condition: string | undefined;
  /** The name of the group of the branch, when that is open. */
  group: string | undefined;
}

/** What is drawn of a graph: steps, boxes around them, folded groups, ways out of branches, and the edges between. */
export interface Drawing {
  /** Those that stand on their own or in an open group. */
  steps: GraphStep[];
  groups: DrawnGroup[];
  cases: DrawnCase[];
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
export function draw(steps: GraphStep[], folded: ReadonlySet<string>): Drawing {
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
    ...edgesBetween(steps, ends),
  };
}

function edgesBetween(steps: GraphStep[], ends: Map<string, string>): Pick<Drawing, 'edges' | 'cases'> {
  const edges = new Map<string, DrawnEdge>();
  const drawn = new Map<string, DrawnCase>();
  const branches = new Map(steps.map((step) => [step.id, step]));
  const add = (from: string, to: string) => {
    const id = edgeId(from, to);
    edges.set(id, { id, from, to });
  };
  for (const step of steps) {
    for (const dependency of step.dependsOn) {
      const from = ends.get(dependency);
      const to = ends.get(step.id);
      if (from === undefined || to === undefined || from === to) continue;
      const between = casesBetween(branches.get(dependency), step.id, from === dependency);
      if (between.length === 0) add(from, to);
      for (const one of between) {
        drawn.set(one.id, one);
        add(from, one.id);
        add(one.id, to);
      }
    }
  }
  return { edges: [...edges.values()], cases: [...drawn.values()] };
}

function casesBetween(branch: GraphStep | undefined, to: string, isOpen: boolean): DrawnCase[] {
  return (branch?.cases ?? []).flatMap((one, i) =>
    branch !== undefined && (one.to?.includes(to) ?? true)
      ? {
          id: caseId(branch.id, i),
          words: one.words,
          condition: one.condition,
          group: isOpen ? branch.group : undefined,
        }
      : [],
  );
}

/** A step's id has no such character. */
function caseId(branch: string, index: number): string {
  return `◇${branch}/${index}`;
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

import type { AttemptBrief, AttemptState, CellState, Gantt, Run, StepRun } from '../../../api/types';
import { stepKey } from '../../../live/runReducer';

/** What a piece of a bar shows. */
export type PartKind =
  'dependencies' | 'retry' | 'queued' | 'files' | 'environment' | 'kernel' | 'running' | 'publishing';

/** A piece of a bar; times are milliseconds since 1970. */
export interface Part {
  kind: PartKind;
  from: number;
  to: number;
}

export interface CellPart {
  /** Its index among all cells. */
  cell: number;
  from: number;
  to: number;
  state: CellState;
}

export interface Bar {
  attempt: AttemptBrief;
  parts: Part[];
  cells: CellPart[];
  from: number;
  to: number;
  state: AttemptState;
}

/** A step of the run and when it did what. */
export interface Row {
  key: string;
  step: StepRun;
  /** What it waited for before it was queued the first time. */
  waiting: Part | undefined;
  bars: Bar[];
  /** When it ended, where that took no attempt: a branch, a step that only joins others, a skipped one. */
  moment: number | undefined;
  from: number;
  to: number;
}

type Timeline = Gantt['attempts'][number];

/** The steps in the run's order; those that neither ran nor wait are rows without bars. */
export function rowsOf(run: Run, steps: StepRun[], gantt: Gantt | undefined, now: number): Row[] {
  const began = Date.parse(run.startedAt ?? run.createdAt);
  const timelines = new Map(gantt?.attempts.map((t) => [t.attempt, t]));
  const ends = new Map(
    steps.map((s) => [s.step, s.endedAt === undefined ? undefined : Date.parse(s.endedAt)]),
  );
  return steps.map((step) => {
    const bars = barsOf(step, timelines, ends, now);
    const first = bars[0];
    const moment = first ? undefined : ends.get(step.step);
    const waiting: Part | undefined =
      first && first.from - began >= 1 ? { kind: 'dependencies', from: began, to: first.from } : undefined;
    return {
      key: stepKey(step.step, step.mapPath),
      step,
      waiting,
      bars,
      moment,
      from: first?.from ?? moment ?? Infinity,
      to: bars.at(-1)?.to ?? moment ?? -Infinity,
    };
  });
}

function barsOf(
  step: StepRun,
  timelines: Map<string, Timeline>,
  ends: Map<string, number | undefined>,
  now: number,
): Bar[] {
  const bars: Bar[] = [];
  for (const attempt of step.attempts) {
    const before = bars.at(-1);
    const leased = Date.parse(attempt.createdAt);
    const started = attempt.startedAt === undefined ? undefined : Date.parse(attempt.startedAt);
    const to = attempt.endedAt === undefined ? now : Date.parse(attempt.endedAt);
    const queued = attempt.queuedAt === undefined ? leased : Date.parse(attempt.queuedAt);
    const from = before ? queued : Math.min(queued, dependenciesEnd(step, ends, queued));
    const parts: Part[] = [];
    if (before && from > before.to) add(parts, 'retry', before.to, from);
    add(parts, 'queued', from, started ?? to);
    const timeline = timelines.get(attempt.id);
    if (started !== undefined) addPhases(parts, timeline, started, to);
    bars.push({
      attempt,
      parts,
      cells: started === undefined ? [] : cellsOf(timeline, started, to),
      from,
      to: Math.max(from, to),
      state: attempt.state,
    });
  }
  return bars;
}

/**
 * When the steps before it had all ended, if that was earlier than its coming into the queue: the time between is
 * waiting too, for a limit of the Dag.
 */
function dependenciesEnd(step: StepRun, ends: Map<string, number | undefined>, queued: number): number {
  const known = step.dependsOn.map((d) => ends.get(d)).filter((e) => e !== undefined);
  if (known.length < step.dependsOn.length || known.length === 0) return queued;
  return Math.max(...known);
}

function addPhases(parts: Part[], timeline: Timeline | undefined, started: number, to: number): void {
  if (timeline === undefined || timeline.phases.length === 0) {
    add(parts, 'running', started, to);
    return;
  }
  let end = started;
  for (const { phase, offset, length } of timeline.phases) {
    const from = started + offset;
    end = length === undefined ? to : Math.min(to, from + length);
    add(parts, phase === 'cells' ? 'running' : phase, from, end);
  }
  if (end < to) add(parts, 'publishing', end, to);
}

function cellsOf(timeline: Timeline | undefined, started: number, to: number): CellPart[] {
  return (timeline?.cells ?? []).map(({ cell, offset, length, state }) => ({
    cell,
    state,
    from: Math.min(to, started + offset),
    to: length === undefined ? to : Math.min(to, started + offset + length),
  }));
}

function add(parts: Part[], kind: PartKind, from: number, to: number): void {
  if (to > from) parts.push({ kind, from, to });
}

/** Room behind the last end, for what is drawn beside it. */
const MARGIN = 0.03;

export type Order = 'graph' | 'start';

/** Rows by the start of their first attempt; those that never ran come last. */
export function sorted(rows: Row[], order: Order): Row[] {
  return order === 'graph' ? rows : [...rows].sort((a, b) => (a.from === b.from ? 0 : a.from - b.from));
}

/** From the run's start to the last end that is known. */
export function extent(run: Run, rows: Row[], now: number): [number, number] {
  const from = Date.parse(run.startedAt ?? run.createdAt);
  const ended = run.endedAt === undefined ? now : Date.parse(run.endedAt);
  const to = Math.max(
    from + 1000,
    rows.reduce((latest, row) => Math.max(latest, row.to), ended),
  );
  return [from, to + (to - from) * MARGIN];
}

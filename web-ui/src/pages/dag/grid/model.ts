import type { Grid, GridRun, GridStep, GridTick, StepState } from '../../../api/types';
import { groupState } from '../../../graph/drawing';

const STATES: Record<string, StepState | undefined> = {
  w: 'waiting',
  q: 'ready',
  r: 'running',
  t: 'retry_wait',
  s: 'succeeded',
  f: 'failed',
  k: 'skipped',
  u: 'upstream_failed',
  c: 'cancelled',
};

/** The letter of a step that the run does not have. */
export const ABSENT = '.';
/** What stands for a duration that is not known. */
export const NO_SECONDS = -1;

/** A run, or a tick that started none. */
export type Column =
  | { kind: 'run'; id: string; run: GridRun; places: ReadonlyMap<string, number> }
  | { kind: 'tick'; id: string; tick: GridTick };

/** One line of the tree: a step, or a line that folds with those below it. */
export interface Row {
  key: string;
  label: string;
  /** 1 for the outermost. */
  level: number;
  /** Undefined: nothing stands below it. */
  folded?: boolean;
  /** The steps that it stands for. */
  steps: readonly string[];
}

/** What is shown where a row and a run cross. */
export interface CellView {
  state: StepState;
  seconds?: number;
  attempts: number;
}

const PLACES = new WeakMap<GridStep[], ReadonlyMap<string, number>>();

/** The place of each step in the lists of a page's runs. */
export function placesOf(steps: GridStep[]): ReadonlyMap<string, number> {
  const known = PLACES.get(steps);
  if (known !== undefined) return known;
  const places = new Map(steps.map((step, place) => [step.id, place]));
  PLACES.set(steps, places);
  return places;
}

const COLUMNS = new WeakMap<GridRun | GridTick, Column>();

/** The same column for the same run: what did not change is not drawn again. */
function columnOf(of: GridRun | GridTick, make: () => Column): Column {
  const column = COLUMNS.get(of) ?? make();
  COLUMNS.set(of, column);
  return column;
}

/** The columns of all pages, the oldest first. */
export function columnsOf(pages: Grid[]): Column[] {
  const columns: Column[] = pages.flatMap((page) => {
    const places = placesOf(page.steps);
    return [
      ...page.runs.map((run) => columnOf(run, () => ({ kind: 'run', id: run.id, run, places }))),
      ...page.ticks.map((tick) => columnOf(tick, () => ({ kind: 'tick', id: tick.id, tick }))),
    ];
  });
  return columns.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

const MERGED = new WeakMap<GridStep[], { of: GridStep[][]; merged: GridStep[] }>();

/** The steps of all pages in the newest's order; the same list as long as no page has another one. */
export function stepsOf(pages: Grid[]): GridStep[] {
  const of = pages.map(({ steps }) => steps);
  const [newest] = of;
  if (newest === undefined) return [];
  const known = MERGED.get(newest);
  if (known?.of.length === of.length && known.of.every((steps, i) => steps === of[i])) return known.merged;
  const merged = of.length === 1 ? newest : merge(of);
  MERGED.set(newest, { of, merged });
  return merged;
}

/** A step that only an older list has stands behind what it follows there. */
function merge(lists: GridStep[][]): GridStep[] {
  const merged: GridStep[] = [];
  const known = new Set<string>();
  for (const steps of lists) {
    let before: string | undefined;
    for (const step of steps) {
      if (!known.has(step.id)) {
        known.add(step.id);
        merged.splice(before === undefined ? 0 : merged.findIndex((s) => s.id === before) + 1, 0, step);
      }
      before = step.id;
    }
  }
  return merged;
}

/** The tree that is shown: each group where its first step is, followed by its steps unless it is folded. */
export function rowsOf(steps: GridStep[], folded: ReadonlySet<string>): Row[] {
  const shown = new Set<string>();
  return steps.flatMap((step) => {
    const group = step.group;
    if (group === undefined) return [stepRow(step, 1)];
    if (shown.has(group)) return [];
    shown.add(group);
    const inside = steps.filter((s) => s.group === group);
    const head: Row = {
      key: `group ${group}`,
      label: group,
      level: 1,
      folded: folded.has(group),
      steps: inside.map((s) => s.id),
    };
    return folded.has(group) ? [head] : [head, ...inside.map((s) => stepRow(s, 2))];
  });
}

function stepRow(step: GridStep, level: number): Row {
  return { key: step.id, label: step.title ?? step.id, level, steps: [step.id] };
}

/** Undefined: the run has none of the row's steps, or there is no run. */
export function cellOf(column: Column, row: Row): CellView | undefined {
  if (column.kind === 'tick') return undefined;
  const [first] = row.steps;
  if (row.steps.length === 1 && first !== undefined) return stepCell(column, first);
  const cells = row.steps.flatMap((step) => stepCell(column, step) ?? []);
  const state = groupState(cells) as StepState | undefined;
  return state && { state, attempts: cells.reduce((sum, cell) => sum + cell.attempts, 0) };
}

function stepCell({ run, places }: Column & { kind: 'run' }, step: string): CellView | undefined {
  const place = places.get(step);
  const state = place === undefined ? undefined : STATES[run.states[place] ?? ABSENT];
  if (place === undefined || state === undefined) return undefined;
  const seconds = run.seconds[place] ?? NO_SECONDS;
  return {
    state,
    seconds: seconds === NO_SECONDS ? undefined : seconds,
    attempts: run.attempts[place] ?? 0,
  };
}

/** How long a run took; undefined while it has not ended or where it never started. */
export function runSeconds({ startedAt, endedAt }: GridRun): number | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  return Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}

/** The longest duration of a run in seconds, at least one. */
export function longestOf(columns: Column[]): number {
  return columns.reduce(
    (most, column) => Math.max(most, (column.kind === 'run' ? runSeconds(column.run) : undefined) ?? 0),
    1,
  );
}

/** The groups that are there. */
export function groupsOf(steps: GridStep[]): string[] {
  return [...new Set(steps.flatMap((step) => step.group ?? []))];
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** The columns at which a new day begins, by the reader's clock, as far apart as their labels are wide. */
export function dayMarks(columns: Column[], apart: number): Map<number, string> {
  const marks = new Map<number, string>();
  let day = '';
  let last = -apart;
  columns.forEach((column, i) => {
    const at = new Date(timeOf(column));
    const of = at.toDateString();
    if (of === day || i - last < apart) return;
    day = of;
    last = i;
    marks.set(i, DAY.format(at));
  });
  return marks;
}

/** The time that a column is about. */
export function timeOf(column: Column): string {
  return column.kind === 'run' ? column.run.logicalTime : column.tick.tick;
}

import type { Grid, GridChange, GridRun, GridTick } from '../../../api/types';
import { ABSENT, NO_SECONDS, placesOf } from './model';

type Changed = GridChange['runs'][number];

/** What a change makes of the pages, newest first; `reread` where it tells of steps that they do not have. */
export interface Patched {
  pages: Grid[];
  reread: boolean;
}

/**
 * Applies what changed in some runs. A new run becomes a column if the filter lets it; runs of pages that were not
 * read are passed over.
 */
export function patchGrid(pages: Grid[], change: GridChange, matches: (run: Changed) => boolean): Patched {
  let reread = false;
  let next = pages;
  for (const changed of change.runs) {
    const at = next.findIndex((page) => page.runs.some((run) => run.id === changed.id));
    const page = next[at === -1 ? 0 : at];
    if (page === undefined) continue;
    if (at === -1 && !(isNewest(page, changed.id) && matches(changed))) continue;
    const places = placesOf(page.steps);
    reread ||= changed.cells.some((cell) => !places.has(cell.step));
    const known = page.runs.find((run) => run.id === changed.id);
    const run = withCells(known ?? emptyRun(changed, page.steps.length), changed, places);
    const runs =
      known === undefined ? [run, ...page.runs] : page.runs.map((r) => (r.id === run.id ? run : r));
    next = next.with(at === -1 ? 0 : at, { ...page, runs });
  }
  return { pages: next, reread };
}

/** Adds ticks that came since. */
export function withTicks(pages: Grid[], ticks: GridTick[]): Grid[] {
  const [newest] = pages;
  if (newest === undefined) return pages;
  const known = new Set(pages.flatMap((page) => page.ticks.map((tick) => tick.id)));
  const oldest = [...newest.runs, ...newest.ticks].map(({ id }) => id).sort()[0] ?? '';
  const more = ticks.filter(({ id }) => !known.has(id) && id > oldest);
  return more.length === 0 ? pages : pages.with(0, { ...newest, ticks: [...more, ...newest.ticks] });
}

function isNewest(page: Grid, run: string): boolean {
  return page.runs.every(({ id }) => id < run);
}

function emptyRun(head: Omit<Changed, 'cells'>, steps: number): GridRun {
  return {
    ...head,
    states: ABSENT.repeat(steps),
    seconds: Array<number>(steps).fill(NO_SECONDS),
    attempts: Array<number>(steps).fill(0),
  };
}

function withCells(run: GridRun, changed: Changed, places: ReadonlyMap<string, number>): GridRun {
  const { id, logicalTime, state, triggerKind, trigger, createdAt, startedAt, endedAt, cells } = changed;
  const states = run.states.split('');
  const seconds = [...run.seconds];
  const attempts = [...run.attempts];
  for (const cell of cells) {
    const place = places.get(cell.step);
    if (place === undefined) continue;
    states[place] = cell.state;
    seconds[place] = cell.seconds ?? NO_SECONDS;
    attempts[place] = cell.attempts;
  }
  return {
    id,
    logicalTime,
    state,
    triggerKind,
    trigger,
    createdAt,
    startedAt,
    endedAt,
    states: states.join(''),
    seconds,
    attempts,
  };
}

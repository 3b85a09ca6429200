import type { Bar, CellPart, Part, Row } from './rows';

/** What is under the pointer. */
export interface Hit {
  row: Row;
  part: Part | undefined;
  bar: Bar | undefined;
  cell: CellPart | undefined;
}

/** Short pieces are met from so many milliseconds around. */
export function hitOf(row: Row, at: number, reach: number): Hit | undefined {
  if (row.waiting && at >= row.waiting.from && at < row.waiting.to)
    return { row, part: row.waiting, bar: undefined, cell: undefined };
  if (row.moment !== undefined && Math.abs(row.moment - at) <= 2 * reach)
    return { row, part: undefined, bar: undefined, cell: undefined };
  const bar = nearest(row.bars, at, reach);
  if (bar === undefined) return undefined;
  return { row, bar, part: nearest(bar.parts, at, reach), cell: nearest(bar.cells, at, reach) };
}

function nearest<T extends { from: number; to: number }>(all: T[], at: number, reach: number): T | undefined {
  let best: T | undefined;
  let distance = reach;
  for (const one of all) {
    const away = at < one.from ? one.from - at : Math.max(0, at - one.to);
    if (away < distance || (away === 0 && distance === 0)) {
      best = one;
      distance = away;
    }
  }
  return best;
}

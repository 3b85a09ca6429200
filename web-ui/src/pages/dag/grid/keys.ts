import { HEAD, NAME, type Place } from './geometry';

const PAGE = 10;

/** Where a key leads; undefined: it is no key of the grid. */
export function moved(
  { row, column }: Place,
  key: string,
  whole: boolean,
  rows: number,
  columns: number,
): Place | undefined {
  const to = (nextRow: number, nextColumn: number): Place => {
    const c = clamp(nextColumn, NAME, columns - 1);
    // The corner has nothing to open.
    return { row: clamp(nextRow, c === NAME ? 0 : HEAD, rows - 1), column: c };
  };
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, row === HEAD ? Math.max(0, column - 1) : column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'PageUp':
      return to(Math.max(0, row - PAGE), column);
    case 'PageDown':
      return to(row + PAGE, column);
    case 'Home':
      return whole ? to(0, column) : to(Math.max(0, row), NAME);
    case 'End':
      return whole ? to(rows - 1, column) : to(row, columns - 1);
    default:
      return undefined;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

export const COLUMN_WIDTH = 26;
export const ROW_HEIGHT = 28;
/** Days, duration bars and states of the runs. */
export const HEAD_HEIGHT = 88;
/** The place of the heads of the columns among the rows. */
export const HEAD = -1;
/** The place of the rows' names among the columns. */
export const NAME = -1;

/**
 * Rows are drawn in bands of so many, a canvas each: scrolling down draws one band now and then. A canvas costs more
 * than what is drawn on it, so that a band has all columns that are near.
 */
export const BAND_ROWS = 12;
/** Scrolling sideways draws all bands again, whenever so many columns have passed. */
const COLUMNS_STEP = 16;

/** So far around what is in sight the grid is drawn. */
const MARGIN = 260;

/** A place in the grid. */
export interface Place {
  row: number;
  column: number;
}

/** How many rows and columns there are, and how wide the names of the rows are. */
export interface Extent {
  rows: number;
  columns: number;
  names: number;
}

/** What a box shows of its content. */
export interface Viewport {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The place at a point of the box; undefined over the names and beside the grid. */
export function placeAt(
  x: number,
  y: number,
  { left, top }: Pick<Viewport, 'left' | 'top'>,
  { rows, columns, names }: Extent,
): Place | undefined {
  if (x < names) return undefined;
  const column = Math.floor((x - names + left) / COLUMN_WIDTH);
  const row = y < HEAD_HEIGHT ? HEAD : Math.floor((y - HEAD_HEIGHT + top) / ROW_HEIGHT);
  return column < columns && row < rows ? { row, column } : undefined;
}

/** A part of the columns, without the last. */
export interface Columns {
  first: number;
  end: number;
}

/** The columns that are drawn. */
export function columnsIn(view: Viewport, { columns, names }: Extent): Columns {
  const size = COLUMN_WIDTH * COLUMNS_STEP;
  const first = Math.max(0, Math.floor((view.left - MARGIN) / size)) * COLUMNS_STEP;
  const steps = Math.ceil((view.width - names + 2 * MARGIN) / size) + 1;
  return { first, end: Math.min(columns, first + steps * COLUMNS_STEP) };
}

export interface Band {
  /** Its first row. */
  row: number;
  /** A band that comes into sight gets the slot, and with it the canvas, of one that went. */
  slot: number;
}

/** The bands of rows that are drawn, in the order of their slots. */
export function bandsIn(view: Viewport, { rows }: Extent): Band[] {
  const size = ROW_HEIGHT * BAND_ROWS;
  const height = view.height - HEAD_HEIGHT;
  const slots = Math.ceil((height + 2 * MARGIN) / size) + 1;
  const first = Math.max(0, Math.floor((view.top - MARGIN) / size));
  const end = Math.min(Math.ceil(rows / BAND_ROWS), Math.ceil((view.top + height + MARGIN) / size));
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => ({
    row: (first + i) * BAND_ROWS,
    slot: (first + i) % slots,
  })).sort((a, b) => a.slot - b.slot);
}

/** Where to scroll so that a place is in sight, with the least movement. */
export function scrollTo(
  view: Viewport,
  { row, column }: Place,
  names: number,
): Pick<Viewport, 'left' | 'top'> {
  return {
    left: column === NAME ? view.left : nearest(view.left, view.width - names, column, COLUMN_WIDTH),
    top: row === HEAD ? view.top : nearest(view.top, view.height - HEAD_HEIGHT, row, ROW_HEIGHT),
  };
}

function nearest(from: number, length: number, index: number, size: number): number {
  return Math.min(index * size, Math.max(from, (index + 1) * size - length));
}

import { lookOf } from '../../../ui/states';
import { COLUMN_WIDTH, HEAD_HEIGHT, ROW_HEIGHT } from './geometry';
import { ICON, SQUARE, SQUARE_TOP, type Look } from './look';
import { cellOf, runSeconds, type Column, type Row } from './model';

/** Columns that the label of a day takes. */
export const LABEL_COLUMNS = 3;
const LABEL_BASELINE = 12;
const BAR_WIDTH = 14;
const BAR_TOP = 20;
const BAR_BOTTOM = 67;
const SHORTEST_BAR = 4;
const ICON_TOP = 71;

/** Draws where some rows and columns cross. */
export function drawCells(canvas: HTMLCanvasElement, look: Look, rows: Row[], columns: Column[]): void {
  const context = begin(canvas, look, columns.length * COLUMN_WIDTH, rows.length * ROW_HEIGHT);
  if (context === null) return;
  const { cells, colours } = look;
  const px = pixels(look);
  context.fillStyle = colours.line;
  rows.forEach((_, r) => context.fillRect(0, px((r + 1) * ROW_HEIGHT) - px(1), canvas.width, px(1)));
  columns.forEach((column, c) => {
    if (column.kind === 'tick') {
      hatch(context, look, c, canvas.height);
      return;
    }
    const left = px(c * COLUMN_WIDTH + (COLUMN_WIDTH - SQUARE) / 2);
    rows.forEach((row, r) => {
      const square = cells.get(cellOf(column, row)?.state ?? '');
      if (square) context.drawImage(square, left, px(r * ROW_HEIGHT + SQUARE_TOP));
    });
  });
}

/** What is said above columns: days, durations as bars, and states. */
export interface Heads {
  columns: Column[];
  /** The columns at which a day begins; they may lie before the first. */
  days: Map<number, string>;
  /** The longest duration of all columns in seconds. */
  longest: number;
}

export function drawHeads(canvas: HTMLCanvasElement, look: Look, { columns, days, longest }: Heads): void {
  const context = begin(canvas, look, columns.length * COLUMN_WIDTH, HEAD_HEIGHT);
  if (context === null) return;
  const px = pixels(look);
  columns.forEach((column, c) => {
    const state = column.kind === 'run' ? column.run.state : undefined;
    if (column.kind === 'tick') hatch(context, look, c, canvas.height);
    else bar(context, look, c, column.run.state, barHeight(runSeconds(column.run) ?? 0, longest));
    const icon = look.icons.get(state ?? 'no_run');
    if (icon) context.drawImage(icon, px(c * COLUMN_WIDTH + (COLUMN_WIDTH - ICON) / 2), px(ICON_TOP));
  });
  context.fillStyle = look.colours.text;
  context.font = `${11 * look.ratio}px ${look.font}`;
  for (const [c, day] of days) context.fillText(day, px(c * COLUMN_WIDTH + 3), px(LABEL_BASELINE));
}

/** The root makes short runs visible beside long ones. */
function barHeight(seconds: number, longest: number): number {
  return SHORTEST_BAR + (BAR_BOTTOM - BAR_TOP - SHORTEST_BAR) * Math.sqrt(seconds / longest);
}

function bar(
  context: CanvasRenderingContext2D,
  look: Look,
  column: number,
  state: string,
  height: number,
): void {
  const px = pixels(look);
  const { tone } = lookOf(state);
  const [left, top] = [px(column * COLUMN_WIDTH + (COLUMN_WIDTH - BAR_WIDTH) / 2), px(BAR_BOTTOM - height)];
  const [width, tall] = [px(BAR_WIDTH), px(BAR_BOTTOM) - top];
  const strong = look.colours[`${tone}-strong`];
  if (tone === 'neutral') {
    const line = 1.5 * look.ratio;
    context.strokeStyle = strong;
    context.lineWidth = line;
    context.strokeRect(left + line / 2, top + line / 2, width - line, tall - line);
    return;
  }
  context.fillStyle = strong;
  context.fillRect(left, top, width, tall);
  if (tone === 'failed') stripes(context, look, left, top, width, tall);
}

/** A failure is striped, so that its colour is not its only sign. */
function stripes(
  context: CanvasRenderingContext2D,
  { colours, ratio }: Look,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = colours.surface;
  context.lineWidth = ratio;
  context.beginPath();
  for (let y = top - width; y < top + height; y += 5 * ratio) {
    context.moveTo(left, y + width);
    context.lineTo(left + width, y);
  }
  context.stroke();
  context.restore();
}

function hatch(context: CanvasRenderingContext2D, look: Look, column: number, height: number): void {
  const px = pixels(look);
  const pattern = context.createPattern(look.hatch, 'repeat');
  if (pattern === null) return;
  context.fillStyle = pattern;
  context.fillRect(px(column * COLUMN_WIDTH), 0, px(COLUMN_WIDTH), height);
}

/** Everything is drawn at whole pixels of the screen, so that it is sharp at any density. */
function pixels({ ratio }: Look): (length: number) => number {
  return (length) => Math.round(length * ratio);
}

function begin(
  canvas: HTMLCanvasElement,
  look: Look,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const px = pixels(look);
  const context = canvas.getContext('2d');
  if (canvas.width === px(width) && canvas.height === px(height)) {
    // Another size would mean other memory.
    context?.clearRect(0, 0, canvas.width, canvas.height);
  } else {
    canvas.width = px(width);
    canvas.height = px(height);
  }
  return context;
}

import { readColours } from '../../../ui/colours';
import { lookOf, type Tone } from '../../../ui/states';
import { ROW_HEIGHT } from './geometry';

const TONES: readonly Tone[] = ['neutral', 'running', 'succeeded', 'failed', 'warning'];
const BASE = {
  line: 'var(--line)',
  hatch: 'var(--line-strong)',
  text: 'var(--text-dim)',
  surface: 'var(--surface)',
};

/** The square of a state in its cell, and the icon in it. */
export const SQUARE = 22;
export const ICON = 13;
/** The drawings of @tabler/icons are made on a square of this size. */
const ICON_UNITS = 24;
const ICON_STROKE = 2.4;
const HATCH = 6;

type Colour = keyof typeof BASE | Tone | `${Tone}-soft` | `${Tone}-strong`;

/** Everything that is drawn with, in one scheme and for one density of pixels. */
export interface Look {
  ratio: number;
  font: string;
  colours: Record<Colour, string>;
  /** What stands in a cell, by state. */
  cells: ReadonlyMap<string, HTMLCanvasElement>;
  /** What stands above a column, by state; `no_run` for a tick without a run. */
  icons: ReadonlyMap<string, HTMLCanvasElement>;
  hatch: HTMLCanvasElement;
}

/** Reads the colours of the scheme, and the icons from the legend, so that both look the same. */
export function readLook(legend: HTMLElement, ratio: number): Look {
  const colours = readColours(legend, styles());
  const cells = new Map<string, HTMLCanvasElement>();
  const icons = new Map<string, HTMLCanvasElement>();
  for (const item of legend.querySelectorAll<HTMLElement>('[data-icon]')) {
    const state = item.dataset.icon ?? '';
    const lines = [...item.querySelectorAll('path')].map((path) => new Path2D(path.getAttribute('d') ?? ''));
    icons.set(state, iconOf(lines, state === 'no_run' ? colours.text : toneOf(colours, state), ratio));
    cells.set(state, cellOf(state, lines, colours, ratio));
  }
  return {
    ratio,
    font: getComputedStyle(legend).fontFamily,
    colours,
    cells,
    icons,
    hatch: hatchOf(colours.hatch, ratio),
  };
}

function styles(): Record<Colour, string> {
  const tones = TONES.flatMap((tone) =>
    (['', '-soft', '-strong'] as const).map((kind) => [`${tone}${kind}`, `var(--state-${tone}${kind})`]),
  );
  return { ...BASE, ...Object.fromEntries(tones) } as Record<Colour, string>;
}

function toneOf(colours: Look['colours'], state: string): string {
  return colours[lookOf(state).tone];
}

function iconOf(lines: Path2D[], colour: string, ratio: number): HTMLCanvasElement {
  const [canvas, context] = sheet(Math.round(ICON * ratio));
  icon(context, lines, colour, 0, canvas.width);
  return canvas;
}

function cellOf(state: string, lines: Path2D[], colours: Look['colours'], ratio: number): HTMLCanvasElement {
  const size = Math.round(SQUARE * ratio);
  const [canvas, context] = sheet(size);
  const { tone } = lookOf(state);
  context.fillStyle = colours[`${tone}-soft`];
  context.beginPath();
  context.roundRect(0, 0, size, size, 5 * ratio);
  context.fill();
  if (state === 'failed' || state === 'running') {
    const line = 1.5 * ratio;
    context.strokeStyle = colours[`${tone}-strong`];
    context.lineWidth = line;
    context.beginPath();
    context.roundRect(line / 2, line / 2, size - line, size - line, 4.25 * ratio);
    context.stroke();
  }
  const inner = Math.round(ICON * ratio);
  icon(context, lines, colours[tone], Math.round((size - inner) / 2), inner);
  return canvas;
}

function icon(
  context: CanvasRenderingContext2D,
  lines: Path2D[],
  colour: string,
  at: number,
  size: number,
): void {
  context.save();
  context.translate(at, at);
  context.scale(size / ICON_UNITS, size / ICON_UNITS);
  context.strokeStyle = colour;
  context.lineWidth = ICON_STROKE;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const line of lines) context.stroke(line);
  context.restore();
}

/** A piece of diagonal lines that repeats. */
function hatchOf(colour: string, ratio: number): HTMLCanvasElement {
  const size = Math.round(HATCH * ratio);
  const [canvas, context] = sheet(size);
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, ratio * 0.8);
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
  }
  context.stroke();
  return canvas;
}

function sheet(size: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.max(1, size);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser has no canvas');
  return [canvas, context];
}

/** Where a square begins in its row. */
export const SQUARE_TOP = (ROW_HEIGHT - SQUARE) / 2;

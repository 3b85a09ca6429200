import { inLayers, type Link } from './layers';
import type { Point, Size } from './layout';

export interface Box extends Size {
  id: string;
}

/** Where a box stands, and in which column and layer. */
interface Place extends Point, Size {
  column: Span;
  layer: number;
}

interface Span {
  left: number;
  right: number;
}

export interface Arrangement extends Size {
  places: Map<string, Place>;
  /** From the first to the last column of each. */
  layers: Span[];
}

const ROW_GAP = 22;
const COLUMN_GAP = 44;
const LAYER_GAP = 72;
/** The taller the layers, the more room between them: their lines are told apart. */
const LAYER_GAP_PER_ROW = 4;
/** How far from a column the lines turn. */
const TURN = 14;
/** The fewest boxes of a layer that is wrapped. */
const WRAPPED_FROM = 24;

/**
 * Arranges boxes in layers from left to right. A layer much taller than the whole should be is wrapped into several
 * columns.
 */
export function arrange(boxes: Box[], links: Link[]): Arrangement {
  const sizes = new Map(boxes.map((box) => [box.id, box]));
  const rows = Math.max(WRAPPED_FROM, Math.ceil(Math.sqrt(boxes.length) * 1.25));
  const layers = inLayers([...sizes.keys()], links).map((ids) =>
    wrap(ids, rows).map((column) => column.flatMap((id) => sizes.get(id) ?? [])),
  );
  const height = Math.max(0, ...layers.flat().map(heightOf));
  const places = new Map<string, Place>();
  const spans: Span[] = [];
  let x = 0;
  layers.forEach((columns, layer) => {
    if (layer > 0)
      x += LAYER_GAP + LAYER_GAP_PER_ROW * Math.max(lengthOf(layers[layer - 1]), lengthOf(columns));
    const left = x;
    columns.forEach((column, i) => {
      if (i > 0) x += COLUMN_GAP;
      const right = x + Math.max(...column.map((box) => box.width));
      place(column, { left: x, right }, layer, height, places);
      x = right;
    });
    spans.push({ left, right: x });
  });
  return { width: x, height, places, layers: spans };
}

/** Puts a column in the middle of the height, its rows at the height of all others' as long as boxes are equal. */
function place(column: Box[], span: Span, layer: number, height: number, places: Map<string, Place>): void {
  const row = (column[0]?.height ?? 0) + ROW_GAP;
  let y = Math.floor((height - heightOf(column)) / 2 / row) * row;
  for (const { id, width, height: own } of column) {
    places.set(id, { x: span.left, y, width, height: own, column: span, layer });
    y += own + ROW_GAP;
  }
}

/**
 * The points at which a line between two boxes turns. None where it leads from a layer to the next; past other columns
 * it runs above the row of the box at that end.
 */
export function turnsBetween({ places, layers }: Arrangement, from: string, to: string): Point[] {
  const source = places.get(from);
  const target = places.get(to);
  if (source === undefined || target === undefined) return [];
  const turns: Point[] = [];
  const exit = layers[source.layer]?.right ?? source.column.right;
  const next = layers[source.layer + 1]?.left ?? exit + 2 * TURN;
  if (source.column.right < exit) {
    const y = laneOf(source);
    turns.push({ x: source.column.right + TURN, y }, { x: exit + TURN, y });
  }
  if (target.column.left !== next) {
    const y = laneOf(target);
    turns.push({ x: next - TURN, y }, { x: target.column.left - TURN, y });
  }
  return turns;
}

function laneOf({ y }: Point): number {
  return y - ROW_GAP / 2;
}

/** In columns of about the same length, none longer than `rows`. */
function wrap<T>(items: T[], rows: number): T[][] {
  const columns = Math.ceil(items.length / rows);
  const length = Math.ceil(items.length / columns);
  return Array.from({ length: columns }, (_, i) => items.slice(i * length, (i + 1) * length)).filter(
    (column) => column.length > 0,
  );
}

function heightOf(column: Box[]): number {
  return column.reduce((sum, box) => sum + box.height + ROW_GAP, -ROW_GAP);
}

function lengthOf(columns: Box[][] | undefined): number {
  return columns?.[0]?.length ?? 0;
}

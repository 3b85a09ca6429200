import { NODE, type Point, type Size } from './layout';

/** What is seen of a drawing: a point p of it is seen at p * zoom + (x, y). */
export interface Viewport extends Point {
  zoom: number;
}

/** Around the drawing. */
const MARGIN = 20;
/** Steps that are drawn smaller cannot be read. */
const READABLE = 0.35;
/** A telephone's window shows little of most drawings: there, what it shows can be read without effort. */
const NARROW = { room: 600, readable: 0.6 };
/** At least so large is a step that is moved into view. */
const PLAIN = 0.75;
const LEAST_HEIGHT = 130;
/** Of the window's height, so that the page around it is seen too. */
const MOST_OF_WINDOW = 0.7;
const MOST_AT_LEAST = 300;

export function isNarrow(room: Pick<Size, 'width'>): boolean {
  return room.width < NARROW.room;
}

function readableIn(room: Pick<Size, 'width'>): number {
  return isNarrow(room) ? NARROW.readable : READABLE;
}

/**
 * How a drawing is shown at first: the whole in the middle, never enlarged; where that would be too small to read, its
 * left edge, from where people begin.
 */
export function viewportFor(drawing: Size, room: Size): Viewport {
  const whole = Math.min(
    (room.width - 2 * MARGIN) / Math.max(1, drawing.width),
    (room.height - 2 * MARGIN) / Math.max(1, drawing.height),
  );
  const zoom = Math.min(1, Math.max(readableIn(room), whole));
  return {
    x: Math.max(MARGIN, (room.width - drawing.width * zoom) / 2),
    y: (room.height - drawing.height * zoom) / 2,
    zoom,
  };
}

/** The viewport in which a node is seen: the same where it is seen already, else with the node in the middle. */
export function viewportTo(node: Point, viewport: Viewport, room: Size): Viewport {
  const left = node.x * viewport.zoom + viewport.x;
  const top = node.y * viewport.zoom + viewport.y;
  const isSeen =
    viewport.zoom >= readableIn(room) &&
    left >= 0 &&
    top >= 0 &&
    left + NODE.width * viewport.zoom <= room.width &&
    top + NODE.height * viewport.zoom <= room.height;
  if (isSeen) return viewport;
  const zoom = Math.max(viewport.zoom, PLAIN);
  return centredOn({ x: node.x + NODE.width / 2, y: node.y + NODE.height / 2 }, zoom, room);
}

/** The viewport with a point of the drawing in the middle. */
export function centredOn(at: Point, zoom: number, room: Size): Viewport {
  return { x: room.width / 2 - at.x * zoom, y: room.height / 2 - at.y * zoom, zoom };
}

/** How high a graph is: as its content is when it has the width, and never most of the window. */
export function heightFor(drawing: Size, width: number, windowHeight: number): number {
  const whole = (width - 2 * MARGIN) / Math.max(1, drawing.width);
  const zoom = Math.min(1, Math.max(readableIn({ width }), whole));
  const most = Math.max(MOST_AT_LEAST, Math.round(windowHeight * MOST_OF_WINDOW));
  return Math.min(most, Math.max(LEAST_HEIGHT, Math.ceil(drawing.height * zoom) + 2 * MARGIN));
}

import type { Size } from './layout';

/** Around the drawing. */
const MARGIN = 20;
/** Steps that are drawn smaller cannot be read. */
const READABLE = 0.35;
/** A telephone's window shows little of most drawings: there, what it shows can be read without effort. */
const NARROW = { room: 600, readable: 0.6 };

/**
 * How a drawing is shown at first: the whole in the middle, never enlarged; where that would be too small to read, its
 * left edge, from where people begin.
 */
export function viewportFor(drawing: Size, room: Size): { x: number; y: number; zoom: number } {
  const whole = Math.min(
    (room.width - 2 * MARGIN) / Math.max(1, drawing.width),
    (room.height - 2 * MARGIN) / Math.max(1, drawing.height),
  );
  const readable = room.width < NARROW.room ? NARROW.readable : READABLE;
  const zoom = Math.min(1, Math.max(readable, whole));
  return {
    x: Math.max(MARGIN, (room.width - drawing.width * zoom) / 2),
    y: (room.height - drawing.height * zoom) / 2,
    zoom,
  };
}

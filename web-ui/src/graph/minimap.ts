import { groupState, type Drawing } from './drawing';
import { NODE, placeOf, type Layout, type Point, type Size } from './layout';
import type { Viewport } from './viewport';

/** The most room that the map takes, in pixels. */
const MOST: Size = { width: 190, height: 120 };
/** On the map nothing is smaller, so that it is seen. */
const LEAST_PIXELS = 1.5;

export interface Box extends Point, Size {}

/** How much smaller than the drawing its map is. */
export function mapScale(drawing: Size): number {
  return Math.min(MOST.width / Math.max(1, drawing.width), MOST.height / Math.max(1, drawing.height));
}

/** The part of the drawing that is seen. */
export function seenPart({ x, y, zoom }: Viewport, room: Size): Box {
  return { x: -x / zoom, y: -y / zoom, width: room.width / zoom, height: room.height / zoom };
}

export function seesAll(drawing: Size, seen: Box): boolean {
  return (
    seen.x <= 0 &&
    seen.y <= 0 &&
    seen.x + seen.width >= drawing.width &&
    seen.y + seen.height >= drawing.height
  );
}

export interface MapNode extends Box {
  state: string | undefined;
  /** Of the step, or of all steps of the folded group. */
  ids: string[];
}

/** The steps and folded groups in the map's pixels. */
export function mapNodes(drawing: Drawing, layout: Layout): MapNode[] {
  const scale = mapScale(layout);
  const folded = drawing.groups.filter((group) => group.folded).map((group) => group.steps);
  return [...drawing.steps.map((step) => [step]), ...folded].flatMap((steps) => {
    const place = placeOf(drawing, layout, steps[0]?.id ?? '');
    if (place === undefined) return [];
    return {
      x: place.x * scale,
      y: place.y * scale,
      width: Math.max(LEAST_PIXELS, NODE.width * scale),
      height: Math.max(LEAST_PIXELS, NODE.height * scale),
      state: groupState(steps),
      ids: steps.map((step) => step.id),
    };
  });
}

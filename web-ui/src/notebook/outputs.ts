import type { DataOutput, Output } from '../api/types';
import type { Viewer } from './viewers';

const IMAGES = ['image/png', 'image/jpeg', 'image/gif'];

/** Types that are data for programs and have nothing to look at. */
const UNSEEN = /^application\/(?:papermill\.|scrapbook\.|vnd\.jupyter\.widget-state)/;

const WIDGET = 'application/vnd.jupyter.widget-view+json';

/** In a frame, with the types that it may show; in this page, by its type; or not at all. */
export type Shown = { in: 'frame'; types: string[] } | { in: 'page'; type: string } | undefined;

/** Where one of a display's forms is shown, the richest first, as JupyterLab chooses. */
export function shownForm({ data, otherTypes, viewer }: DataOutput): Shown {
  const framed = otherTypes.filter((type) => !UNSEEN.test(type));
  const frame: Shown = { in: 'frame', types: framed };
  const inPage = (...types: string[]): Shown => {
    const type = types.find((candidate) => candidate in data);
    return type === undefined ? undefined : { in: 'page', type };
  };
  if (framed.includes('text/html')) return frame;
  if (viewer != null) return frame;
  // Its state is known when the notebook has ended.
  if (framed.includes(WIDGET) && 'text/plain' in data) return inPage('text/plain');
  const text = inPage('text/markdown', 'text/latex');
  if (text !== undefined) return text;
  if (framed.includes('image/svg+xml')) return frame;
  return inPage(...IMAGES) ?? (framed.length > 0 ? frame : inPage('text/plain'));
}

/** What stands in one place of a cell: an output, or neighbours that one viewer draws in a frame of their own. */
export interface OutputPlace {
  first: number;
  last: number;
  /** What draws them; undefined for an output that none of them draws. */
  viewer?: Viewer;
  outputs: Output[];
}

/** The outputs by place, in order. Outputs without anything to look at have none, and stand between no neighbours. */
export function outputPlaces(outputs: Output[]): OutputPlace[] {
  const places: OutputPlace[] = [];
  outputs.forEach((output, index) => {
    const isData = output.type === 'display' || output.type === 'result';
    if (isData && shownForm(output) === undefined) return;
    const viewer = isData ? output.viewer : undefined;
    const before = places.at(-1);
    if (viewer !== undefined && before?.viewer === viewer) {
      before.last = index;
      before.outputs.push(output);
    } else places.push({ first: index, last: index, viewer, outputs: [output] });
  });
  return places;
}

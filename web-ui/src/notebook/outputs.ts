import type { DataOutput } from '../api/types';

const IMAGES = ['image/png', 'image/jpeg', 'image/gif'];

/** Types that are data for programs and have nothing to look at. */
const UNSEEN = /^application\/(?:papermill\.|scrapbook\.|vnd\.jupyter\.widget-state)/;

/** In a frame, with the types that it may show; in this page, by its type; or not at all. */
export type Shown = { in: 'frame'; types: string[] } | { in: 'page'; type: string } | undefined;

/** Where one of a display's forms is shown, the richest first, as JupyterLab chooses. */
export function shownForm({ data, otherTypes }: DataOutput): Shown {
  const framed = otherTypes.filter((type) => !UNSEEN.test(type));
  const frame: Shown = { in: 'frame', types: framed };
  const inPage = (...types: string[]): Shown => {
    const type = types.find((candidate) => candidate in data);
    return type === undefined ? undefined : { in: 'page', type };
  };
  if (framed.includes('text/html')) return frame;
  const text = inPage('text/markdown', 'text/latex');
  if (text !== undefined) return text;
  if (framed.includes('image/svg+xml')) return frame;
  return inPage(...IMAGES) ?? (framed.length > 0 ? frame : inPage('text/plain'));
}

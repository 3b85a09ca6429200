import type { Cell, DataOutput, Json } from '../api/types';

const IMAGES = ['image/png', 'image/jpeg', 'image/gif'];
const TEXTS = ['text/markdown', 'text/latex', 'text/plain'];

/** Types that are data for programs and have nothing to look at. */
const UNSEEN = /^application\/(?:papermill\.|scrapbook\.|vnd\.jupyter\.widget-state)/;

/** The types of a display that need the frame. */
export function framedTypes(cell: Cell): string[] {
  const types = cell.outputs.flatMap((o) =>
    o.type === 'display' || o.type === 'result' ? o.otherTypes : [],
  );
  return [...new Set(types.filter((t) => !UNSEEN.test(t)))];
}

/** The type that this page itself shows of a display; undefined when the frame shows it, or nothing does. */
export function preferredType(output: DataOutput): string | undefined {
  const image = IMAGES.find((type) => type in output.data);
  if (image !== undefined) return image;
  // Rich forms say more than the plain text beside them, and the frame shows them.
  const framed = output.otherTypes.some((t) => !UNSEEN.test(t));
  const text = TEXTS.find((type) => type in output.data);
  return framed && text === 'text/plain' ? undefined : text;
}

/** A data: address for a raster image in base64; anything else, SVG above all, has none. */
export function imageAddress(type: string, value: Json): string | undefined {
  if (!IMAGES.includes(type) || typeof value !== 'string') return undefined;
  const base64 = value.replaceAll(/\s/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? `data:${type};base64,${base64}` : undefined;
}

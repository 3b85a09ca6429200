/** A colour as the three numbers of CSS's rgb(), 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The least contrast between a text and its background: WCAG 2.2, success criterion 1.4.3 (AA). */
export const READABLE = 4.5;

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const STEPS = 20;

/** Contrast by WCAG 2.2: 1 (the same colour) to 21 (black on white). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour itself if it can be read on all backgrounds; else the nearest mixture with black or white that can. */
export function readable(colour: Rgb, backgrounds: readonly Rgb[]): Rgb {
  const darker = worst(BLACK, backgrounds) >= worst(WHITE, backgrounds);
  for (let step = 0; step < STEPS; step++) {
    const mixed = mix(colour, darker ? BLACK : WHITE, step / STEPS);
    if (worst(mixed, backgrounds) >= READABLE) return mixed;
  }
  return darker ? BLACK : WHITE;
}

/** Part 0 is the first colour, part 1 the second one. */
export function mix(from: Rgb, to: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [at(0), at(1), at(2)];
}

function worst(text: Rgb, backgrounds: readonly Rgb[]): number {
  return Math.min(...backgrounds.map((background) => contrast(text, background)));
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

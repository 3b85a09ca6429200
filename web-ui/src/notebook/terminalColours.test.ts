import { describe, expect, it } from 'vitest';

import tokens from '../theme/tokens.css?raw';
import type { Style } from './ansi';
import { contrast, READABLE, type Rgb } from './contrast';
import { coloursOf, terminalCss, THEMES } from './terminalColours';

const PALETTE = Array.from({ length: 16 }, (_, colour) => colour);
/** Corners and middles of the colour space: what 24-bit colours can be. */
const EXACT: Rgb[] = [0, 96, 128, 255].flatMap((r) =>
  [0, 96, 128, 255].flatMap((g) => [0, 96, 128, 255].map((b): Rgb => [r, g, b])),
);
const ASKED = [...PALETTE, ...EXACT];

function leastContrast(style: Style): number {
  return Math.min(
    ...Object.values(THEMES).flatMap((theme) => {
      const { text = theme.text, background } = coloursOf(style, theme);
      return (background === undefined ? theme.surfaces : [background]).map((behind) =>
        contrast(text, behind),
      );
    }),
  );
}

describe('terminal colours', () => {
  it.each(Object.keys(THEMES) as (keyof typeof THEMES)[])('know the surfaces of the %s theme', (name) => {
    const token = (of: string) => {
      const both = new RegExp(`--${of}: light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)`).exec(tokens);
      const hex = Number.parseInt(both?.[name === 'light' ? 1 : 2] ?? '', 16);
      return [hex >> 16, (hex >> 8) & 255, hex & 255];
    };
    const { surfaces, text } = THEMES[name];
    expect(surfaces.slice(0, 3)).toEqual(['page', 'surface', 'surface-sunken'].map(token));
    expect(text).toEqual(token('text'));
  });

  it('can be read as text', () => {
    for (const fg of ASKED)
      for (const dim of [false, true])
        expect(leastContrast({ fg, dim }), JSON.stringify({ fg, dim })).toBeGreaterThanOrEqual(READABLE);
  });

  it('can be read on every background, inverse too', () => {
    for (const fg of [undefined, ...ASKED])
      for (const bg of ASKED)
        for (const inverse of [false, true])
          expect(
            leastContrast({ fg, bg, inverse }),
            JSON.stringify({ fg, bg, inverse }),
          ).toBeGreaterThanOrEqual(READABLE);
  });

  it('stay as they were asked for where they can be read', () => {
    expect(coloursOf({ fg: [120, 0, 0] }, THEMES.light).text).toEqual([120, 0, 0]);
    expect(coloursOf({ fg: [255, 255, 0], bg: [0, 0, 0] }, THEMES.dark)).toEqual({
      text: [255, 255, 0],
      background: [0, 0, 0],
    });
  });

  it('leave text without colours as the text around it', () => {
    expect(terminalCss({ bold: true }).color).toBeUndefined();
  });
});

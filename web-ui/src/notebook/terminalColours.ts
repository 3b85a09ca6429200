import type { CSSProperties } from 'react';

import type { Style } from './ansi';
import { mix, readable, type Rgb } from './contrast';

/** One theme's sixteen terminal colours, its text, and what terminal text stands on. */
export interface TerminalTheme {
  palette: readonly Rgb[];
  text: Rgb;
  /** Page, surface, sunken surface, and the tinted box of an error. */
  surfaces: readonly Rgb[];
}

const rgb = (hex: number): Rgb => [hex >> 16, (hex >> 8) & 255, hex & 255];

/** The surfaces and texts are those of `theme/tokens.css`; a test compares them. */
export const THEMES: Record<'light' | 'dark', TerminalTheme> = {
  light: {
    palette: [
      0x1a1d21, 0xb3261e, 0x0d6b3b, 0x7d5200, 0x1559c7, 0x8a2ba8, 0x0b6470, 0x59616b, 0x59616b, 0xc22f26,
      0x0f7a44, 0x875a00, 0x1a63da, 0x9733b8, 0x0c6f7c, 0x1a1d21,
    ].map(rgb),
    text: rgb(0x1a1d21),
    surfaces: [0xf7f8f9, 0xffffff, 0xf4f5f7, 0xfef5f4].map(rgb),
  },
  dark: {
    palette: [
      0x7d8791, 0xff8a80, 0x62cf94, 0xe8c068, 0x7fb2ff, 0xd19ae8, 0x62cfdc, 0xe6e8ea, 0x9aa3ad, 0xff9f97,
      0x7fe0ab, 0xf5d585, 0x9ac3ff, 0xe0b3f2, 0x85e0ea, 0xffffff,
    ].map(rgb),
    text: rgb(0xe6e8ea),
    surfaces: [0x101214, 0x171a1d, 0x131619, 0x2c1a1b].map(rgb),
  },
};

const DIMMED = 0.25;

/** How a piece of terminal text looks: it can be read in both themes, whatever colours the program asked for. */
export function terminalCss(style: Style): CSSProperties {
  const light = coloursOf(style, THEMES.light);
  const dark = coloursOf(style, THEMES.dark);
  return {
    color: light.text && dark.text && `light-dark(${css(light.text)}, ${css(dark.text)})`,
    backgroundColor:
      light.background && dark.background && `light-dark(${css(light.background)}, ${css(dark.background)})`,
    fontWeight: style.bold ? 650 : undefined,
    fontStyle: style.italic ? 'italic' : undefined,
    textDecoration: style.underline ? 'underline' : style.strike ? 'line-through' : undefined,
  };
}

/** Undefined: as the text around it. */
export interface Colours {
  text?: Rgb;
  background?: Rgb;
}

export function coloursOf(style: Style, theme: TerminalTheme): Colours {
  const asked = { text: resolve(style.fg, theme), background: resolve(style.bg, theme) };
  const { text, background } = style.inverse
    ? { text: asked.background ?? theme.surfaces[0], background: asked.text ?? theme.text }
    : asked;
  if (text === undefined && background === undefined && !style.dim) return {};
  const behind = background === undefined ? theme.surfaces : [background];
  const wanted = text ?? theme.text;
  const dimmed = style.dim ? mix(wanted, behind[0] ?? wanted, DIMMED) : wanted;
  return { text: readable(dimmed, behind), background };
}

function resolve(value: Style['fg'], theme: TerminalTheme): Rgb | undefined {
  return typeof value === 'number' ? theme.palette[value] : value;
}

function css([r, g, b]: Rgb): string {
  return `rgb(${r}, ${g}, ${b})`;
}

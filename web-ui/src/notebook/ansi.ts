import type { Rgb } from './contrast';

/**
 * Terminal text: colours and weights of ANSI's SGR sequences; every other control sequence is left out. Nothing here
 * makes markup: the caller shows segments as text.
 */
export interface Style {
  /** 0–15: one of the theme's colours. */
  fg?: number | Rgb;
  bg?: number | Rgb;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  inverse?: boolean;
}

export interface Segment {
  text: string;
  style: Style;
}

const ESC = '\u001b';
// CSI … final | OSC … (BEL or ST) | other two-character escapes | stray control characters but tab and newline
const CONTROL = new RegExp(
  `${ESC}\\[([0-9;:?<=>]*)[ -/]*([@-~])|${ESC}\\][^\\u0007${ESC}]*(?:\\u0007|${ESC}\\\\)?|${ESC}[@-_]?|[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]`,
  'g',
);

export function parseAnsi(text: string): Segment[] {
  const segments: Segment[] = [];
  let style: Style = {};
  let end = 0;
  const push = (piece: string) => {
    if (piece === '') return;
    const last = segments.at(-1);
    if (last?.style === style) last.text += piece;
    else segments.push({ text: piece, style });
  };
  for (const match of text.matchAll(CONTROL)) {
    push(text.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '');
  }
  push(text.slice(end));
  return segments;
}

export function stripAnsi(text: string): string {
  return text.replace(CONTROL, '');
}

function applySgr(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((part) => (part === '' ? 0 : Number(part)));
  let style = { ...before };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, used] = extendedColour(codes, i + 1);
      i += used;
      if (colour !== undefined) style[code === 38 ? 'fg' : 'bg'] = colour;
    } else if (code === 0) style = {};
    else style = simple(style, code);
  }
  return style;
}

function simple(style: Style, code: number): Style {
  if (code >= 30 && code <= 37) return { ...style, fg: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, fg: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, bg: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, bg: code - 92 };
  switch (code) {
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, dim: true };
    case 3:
      return { ...style, italic: true };
    case 4:
      return { ...style, underline: true };
    case 7:
      return { ...style, inverse: true };
    case 9:
      return { ...style, strike: true };
    case 22:
      return { ...style, bold: undefined, dim: undefined };
    case 23:
      return { ...style, italic: undefined };
    case 24:
      return { ...style, underline: undefined };
    case 27:
      return { ...style, inverse: undefined };
    case 29:
      return { ...style, strike: undefined };
    case 39:
      return { ...style, fg: undefined };
    case 49:
      return { ...style, bg: undefined };
    default:
      return style;
  }
}

/** The colour after 38 or 48, and how many codes it took. */
function extendedColour(codes: number[], at: number): [number | Rgb | undefined, number] {
  const byte = (i: number) => Math.min(255, Math.max(0, Math.trunc(codes[i] ?? 0)));
  if (codes[at] === 5) {
    const n = byte(at + 1);
    return [n < 16 ? n : cube(n), 2];
  }
  if (codes[at] === 2) return [[byte(at + 1), byte(at + 2), byte(at + 3)], 4];
  return [undefined, codes.length];
}

/** A colour of the 6×6×6 cube (16–231) or the grey ramp (232–255), whose middle is the theme's own grey. */
function cube(n: number): number | Rgb {
  if (n >= 236 && n <= 249) return 8;
  if (n >= 232) {
    const grey = 8 + (n - 232) * 10;
    return [grey, grey, grey];
  }
  const level = (v: number) => (v === 0 ? 0 : 55 + v * 40);
  const i = n - 16;
  return [level(Math.floor(i / 36)), level(Math.floor(i / 6) % 6), level(i % 6)];
}

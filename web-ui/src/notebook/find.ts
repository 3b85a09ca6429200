import type { Cell, Json, Output } from '../api/types';
import { stripAnsi } from './ansi';
import { shownForm } from './outputs';

/** Something found: in the source of a cell, or in one of its outputs, and the how manieth there, from 0. */
export interface Match {
  /** The cell's index among all cells. */
  cell: number;
  /** The index of the output; undefined: the source. */
  output: number | undefined;
  nth: number;
}

/** More are not counted. */
export const MOST_MATCHES = 1000;

/** Where a text stands in the source and in the text outputs, whatever its case; at most the first thousand. */
export function findIn(cells: Cell[], text: string, withCode: boolean): Match[] {
  const wanted = text.toLowerCase();
  const matches: Match[] = [];
  if (wanted === '') return matches;
  const search = (cell: number, output: number | undefined, within: string) => {
    const lower = within.toLowerCase();
    let nth = 0;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      if (matches.length === MOST_MATCHES) return;
      matches.push({ cell, output, nth: nth++ });
    }
  };
  for (const cell of cells) {
    if (withCode || cell.type === 'markdown') search(cell.index, undefined, cell.source);
    cell.outputs.forEach((output, i) => search(cell.index, i, textOf(output)));
  }
  return matches;
}

/** What is read of an output as text; empty for pictures and for what a frame shows. */
export function textOf(output: Output): string {
  switch (output.type) {
    case 'stream':
      return stripAnsi(output.text);
    case 'error':
      return stripAnsi(output.traceback.join('\n') || `${output.ename}: ${output.evalue}`);
    case 'display':
    case 'result': {
      const shown = shownForm(output);
      if (shown?.in !== 'page' || shown.type.startsWith('image/')) return '';
      const value: Json | undefined = output.data[shown.type];
      return typeof value === 'string' ? stripAnsi(value) : '';
    }
  }
}

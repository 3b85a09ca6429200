import type { Cell } from '../api/types';
import { cellAnchor, textAnchor } from './anchor';
import { numbersOf } from './cells';

/** A heading of the notebook's text, or a cell with code. */
export type OutlineEntry =
  | { kind: 'heading'; anchor: string; level: number; text: string }
  | { kind: 'cell'; anchor: string; number: number; cell: Cell; line: string };

/** The headings and the cells with code, in the notebook's order. */
export function outlineOf(cells: Cell[]): OutlineEntry[] {
  const numbers = numbersOf(cells);
  return cells.flatMap((cell): OutlineEntry[] => {
    const number = numbers.get(cell);
    if (number !== undefined)
      return [{ kind: 'cell', anchor: cellAnchor(number), number, cell, line: firstLineOf(cell.source) }];
    if (cell.type !== 'markdown') return [];
    return headingsOf(cell.source).map((heading) => ({
      kind: 'heading',
      anchor: textAnchor(cell.index),
      ...heading,
    }));
  });
}

/** The first line of code that says something: no comment and no empty line, unless there is nothing else. */
export function firstLineOf(source: string): string {
  const lines = source.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => line !== '' && !line.startsWith('#')) ?? lines.find((line) => line !== '') ?? ''
  );
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;

function headingsOf(markdown: string): { level: number; text: string }[] {
  const headings: { level: number; text: string }[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence)) fence = undefined;
      continue;
    }
    const heading = fence === undefined ? HEADING.exec(line) : null;
    const text = plain(heading?.[2] ?? '');
    if (heading?.[1] !== undefined && text !== '') headings.push({ level: heading[1].length, text });
  }
  return headings;
}

/** A heading without the marks of links, emphasis and code. */
function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*`]|(?<!\w)_|_(?!\w)/g, '')
    .trim();
}

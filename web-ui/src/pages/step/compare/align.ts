import { showJson } from '../../../api/json';
import type { Cell, Output } from '../../../api/types';

/** The cells of two notebooks that stand beside each other; one side is empty where only the other has the cell. */
export interface CellPair {
  left?: Cell;
  right?: Cell;
}

export type Aspect = 'source' | 'outputs' | 'state' | 'duration';

/** Pairs the cells of two notebooks by their ids and keeps both orders; a cell that moved stands on each side alone. */
export function alignCells(left: Cell[], right: Cell[]): CellPair[] {
  const places = new Map(right.map((cell, place) => [cell.id, place]));
  const pairs: CellPair[] = [];
  let next = 0;
  for (const cell of left) {
    const place = places.get(cell.id);
    if (place === undefined || place < next) {
      pairs.push({ left: cell });
      continue;
    }
    for (const alone of right.slice(next, place)) pairs.push({ right: alone });
    pairs.push({ left: cell, right: right[place] });
    next = place + 1;
  }
  for (const alone of right.slice(next)) pairs.push({ right: alone });
  return pairs;
}

/** In what a pair's cells differ; a cell that stands alone differs in nothing that could be named. */
export function differencesOf({ left, right }: CellPair): Aspect[] {
  if (left === undefined || right === undefined) return [];
  const aspects: Aspect[] = [];
  if (left.source !== right.source || left.type !== right.type) aspects.push('source');
  if (!sameOutputs(left.outputs, right.outputs)) aspects.push('outputs');
  if (left.state !== right.state) aspects.push('state');
  if (secondsDiffer(secondsOf(left), secondsOf(right))) aspects.push('duration');
  return aspects;
}

export function isSame(pair: CellPair): boolean {
  return pair.left !== undefined && pair.right !== undefined && differencesOf(pair).length === 0;
}

/** How long a cell took; undefined when it did not run to an end. */
export function secondsOf(cell: Cell): number | undefined {
  if (cell.startedAt === undefined || cell.endedAt === undefined) return undefined;
  return Math.max(0, (Date.parse(cell.endedAt) - Date.parse(cell.startedAt)) / 1000);
}

/** No two runs take equally long: a second and a fifth of the shorter one are worth a mark. */
function secondsDiffer(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const more = Math.abs(a - b);
  return more >= 1 && more >= Math.min(a, b) / 5;
}

function sameOutputs(left: Output[], right: Output[]): boolean {
  return left.length === right.length && left.every((output, i) => contentOf(output) === contentOf(right[i]));
}

/** What a reader sees of an output: not the display id, nor the order of its types. */
function contentOf(output: Output | undefined): string {
  switch (output?.type) {
    case undefined:
      return '';
    case 'stream':
      return JSON.stringify([output.name, output.text]);
    case 'error':
      return JSON.stringify([output.ename, output.evalue, output.traceback]);
    case 'display':
    case 'result':
      return JSON.stringify([
        output.type,
        Object.entries(output.data).sort(([a], [b]) => a.localeCompare(b)),
        output.otherTypes.toSorted(),
        output.rich,
      ]);
  }
}

/** One name of two sets of values, as JSON text; undefined where a side has none. */
export interface ValuePair {
  name: string;
  left: string | undefined;
  right: string | undefined;
}

/** All names of both sides, in alphabetical order. */
export function alignValues(
  left: Record<string, unknown> = {},
  right: Record<string, unknown> = {},
): ValuePair[] {
  const text = (values: Record<string, unknown>, name: string) =>
    name in values ? showJson(values[name]) : undefined;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .sort()
    .map((name) => ({ name, left: text(left, name), right: text(right, name) }));
}

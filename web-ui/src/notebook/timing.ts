import type { Cell } from '../api/types';

const LEAST_MILLIS = 100;

/** Whether the time of a cell says something to people: it runs, or took a tenth of a second or more. */
export function tookLong({ startedAt, endedAt }: Pick<Cell, 'startedAt' | 'endedAt'>): boolean {
  if (startedAt === undefined) return false;
  return endedAt === undefined || Date.parse(endedAt) - Date.parse(startedAt) >= LEAST_MILLIS;
}

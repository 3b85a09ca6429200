import type { GridRun, GridTick } from '../../../api/types';
import { formatDuration, formatLogicalTime, plural } from '../../../ui/format';
import { lookOf } from '../../../ui/states';
import { cellOf, runSeconds, timeOf, type CellView, type Column, type Row } from './model';

/** "Tue 1 Dec 03:00", by the reader's clock. */
export function timeWords(column: Column): string {
  return formatLogicalTime(timeOf(column));
}

/** Why a time has no run: "2 ticks of nightly until …: the trigger was paused". */
export function tickWords({ trigger, until, count, outcome, reason }: GridTick): string {
  const what =
    until === undefined
      ? `The tick of ${trigger} started no run`
      : `${plural(count, 'tick')} of ${trigger} until ${formatLogicalTime(until)} started no run`;
  return `${what}: ${reason ?? outcome}`;
}

/** "by hand", "by the schedule nightly". */
export function triggerWords({ triggerKind, trigger }: Pick<GridRun, 'triggerKind' | 'trigger'>): string {
  if (triggerKind === 'manual') return 'by hand';
  return trigger === undefined ? `by ${triggerKind}` : `by ${triggerKind} ${trigger}`;
}

/** "failed, 12 s, 2 attempts". */
export function cellWords(cell: CellView | undefined): string {
  if (cell === undefined) return 'not in this run';
  return [lookOf(cell.state).word, moreWords(cell)].filter((word) => word !== '').join(', ');
}

/** What a cell says beside its state: "12 s, 2 attempts". */
export function moreWords(cell: CellView): string {
  return [
    cell.seconds === undefined ? undefined : formatDuration(cell.seconds),
    cell.attempts > 1 ? plural(cell.attempts, 'attempt') : undefined,
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}

/** What a column's head says: "Run Tue 1 Dec 03:00: failed, 2 min 3 s". */
export function columnWords(column: Column): string {
  if (column.kind === 'tick') return `${timeWords(column)}: no run. ${tickWords(column.tick)}`;
  const seconds = runSeconds(column.run);
  const took = seconds === undefined ? '' : `, ${formatDuration(seconds)}`;
  return `Run ${timeWords(column)}: ${lookOf(column.run.state).word}${took}, ${triggerWords(column.run)}`;
}

/** What a name says: "load, a group of 3 steps, folded". */
export function rowWords({ label, steps, folded }: Row): string {
  if (folded === undefined) return label;
  return `${label}, a group of ${plural(steps.length, 'step')}, ${folded ? 'folded' : 'open'}`;
}

/** What a place of the grid says: "Train, run Tue 1 Dec 03:00: failed, 12 s, ValueError: …". */
export function placeWords(row: Row | undefined, column: Column | undefined, error?: string): string {
  if (column === undefined) return row === undefined ? '' : rowWords(row);
  if (row === undefined || column.kind === 'tick') return columnWords(column);
  const cell = cellWords(cellOf(column, row));
  return `${row.label}, run ${timeWords(column)}: ${cell}${error === undefined ? '' : `, ${error}`}`;
}

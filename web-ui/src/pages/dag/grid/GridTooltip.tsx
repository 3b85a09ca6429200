import { useEffect, useState, type RefObject } from 'react';

import { formatDuration } from '../../../ui/format';
import { StateBadge } from '../../../ui/StateBadge';
import { COLUMN_WIDTH, HEAD, HEAD_HEIGHT, placeAt, ROW_HEIGHT, type Extent, type Place } from './geometry';
import styles from './Grid.module.css';
import { cellOf, runSeconds, type Column, type Row } from './model';
import { useErrorLine } from './useGrid';
import { viewportOf } from './useViewport';
import { cellWords, moreWords, tickWords, timeWords, triggerWords } from './words';

/** So long one must stay on a cell. */
const DELAY_MILLIS = 120;
const WIDTH = 320;
/** Room that a tooltip takes at most. */
const HEIGHT = 170;

/** A cell, and where it is in the window. */
export interface Pointed extends Place {
  left: number;
  top: number;
  bottom: number;
}

/** Where a cell is in the window now. */
export function pointedAt(box: HTMLElement, place: Place, names: number): Pointed {
  const { left, top } = box.getBoundingClientRect();
  const view = viewportOf(box);
  const y = top + box.clientTop + (place.row === HEAD ? 0 : HEAD_HEIGHT + place.row * ROW_HEIGHT - view.top);
  return {
    ...place,
    left: left + box.clientLeft + names + place.column * COLUMN_WIDTH - view.left,
    top: y,
    bottom: y + (place.row === HEAD ? HEAD_HEIGHT : ROW_HEIGHT),
  };
}

/** The cell of the grid under the pointer. */
export function placeOfPointer(
  box: HTMLElement,
  { clientX, clientY, target }: MouseEvent,
  extent: Extent,
): Place | undefined {
  if (!(target instanceof Element) || target.closest('[data-row]') !== null) return undefined;
  const { left, top } = box.getBoundingClientRect();
  const [x, y] = [clientX - left - box.clientLeft, clientY - top - box.clientTop];
  return placeAt(x, y, viewportOf(box), extent);
}

interface Props {
  box: RefObject<HTMLDivElement | null>;
  rows: Row[];
  columns: Column[];
  names: number;
  /** The cell to which keys have led. */
  keyed: Pointed | undefined;
}

/** What the cell is about that one points at, or to which keys have led. Has a state of its own: the grid stands still. */
export function GridTooltip({ box, rows, columns, names, keyed }: Props) {
  const pointed = usePointed(box, { rows: rows.length, columns: columns.length, names });
  const shown = pointed ?? keyed;
  const column = shown && columns[shown.column];
  if (shown === undefined || column === undefined) return null;
  const isAbove = shown.bottom + HEIGHT > window.innerHeight;
  return (
    <div
      role="tooltip"
      className={styles.tooltip}
      style={{
        width: WIDTH,
        left: Math.max(8, Math.min(shown.left, window.innerWidth - WIDTH - 16)),
        ...(isAbove ? { bottom: window.innerHeight - shown.top + 6 } : { top: shown.bottom + 6 }),
      }}
    >
      <Words column={column} row={rows[shown.row]} />
    </div>
  );
}

/** Where the pointer stays; a frame marks it. */
function usePointed(
  box: RefObject<HTMLDivElement | null>,
  { rows, columns, names }: Extent,
): Pointed | undefined {
  const [pointed, setPointed] = useState<Pointed>();
  useEffect(() => {
    const grid = box.current;
    if (grid === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = '';
    const hide = () => {
      clearTimeout(timer);
      last = '';
      setPointed(undefined);
    };
    const move = (event: PointerEvent) => {
      const place = placeOfPointer(grid, event, { rows, columns, names });
      const next = place ? `${place.row} ${place.column}` : '';
      if (next === last) return;
      hide();
      last = next;
      if (place) timer = setTimeout(() => setPointed(pointedAt(grid, place, names)), DELAY_MILLIS);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Shift' && key !== 'Control') hide();
    };
    grid.addEventListener('pointermove', move);
    grid.addEventListener('pointerleave', hide);
    grid.addEventListener('pointerdown', hide);
    grid.addEventListener('scroll', hide, { passive: true });
    grid.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      grid.removeEventListener('pointermove', move);
      grid.removeEventListener('pointerleave', hide);
      grid.removeEventListener('pointerdown', hide);
      grid.removeEventListener('scroll', hide);
      grid.removeEventListener('keydown', onKey);
    };
  }, [box, rows, columns, names]);
  return pointed;
}

function Words({ column, row }: { column: Column; row: Row | undefined }) {
  if (column.kind === 'tick') {
    return (
      <>
        <strong>{timeWords(column)}</strong>
        <div>{tickWords(column.tick)}</div>
      </>
    );
  }
  if (row !== undefined) return <OfCell column={column} row={row} />;
  const seconds = runSeconds(column.run);
  return (
    <>
      <strong>{timeWords(column)}</strong>
      <div className={styles.line}>
        <StateBadge state={column.run.state} plain />
        {seconds === undefined ? '' : formatDuration(seconds)}
      </div>
      <div className={styles.dim}>started {triggerWords(column.run)}</div>
    </>
  );
}

function OfCell({ column, row }: { column: Column; row: Row }) {
  const cell = cellOf(column, row);
  const error = useErrorLine(row, column);
  return (
    <>
      <strong>{row.label}</strong>
      <div className={styles.dim}>{timeWords(column)}</div>
      <div className={styles.line}>
        {cell && <StateBadge state={cell.state} plain />}
        <span>{cell ? moreWords(cell) : cellWords(cell)}</span>
      </div>
      {error.data?.line !== undefined && (
        <div className={styles.error}>
          {error.data.failedCell !== undefined && `cell ${error.data.failedCell}: `}
          {error.data.line}
        </div>
      )}
    </>
  );
}

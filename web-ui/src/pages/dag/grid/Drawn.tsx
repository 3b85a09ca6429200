import { memo, useLayoutEffect, useRef } from 'react';

import { drawCells, drawHeads, LABEL_COLUMNS } from './draw';
import { BAND_ROWS, COLUMN_WIDTH, HEAD_HEIGHT, ROW_HEIGHT } from './geometry';
import styles from './Grid.module.css';
import type { Look } from './look';
import type { Column, Row } from './model';

interface HeadProps {
  look: Look;
  columns: Column[];
  days: Map<number, string>;
  longest: number;
  /** The columns that are drawn are those before `end`. */
  first: number;
  end: number;
  names: number;
}

/** The heads of the columns that are near. */
export const Heads = memo(function Heads({ look, columns, days, longest, first, end, names }: HeadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    // A label that begins shortly before goes on in here.
    const near = [...days].filter(([c]) => c > first - LABEL_COLUMNS && c < end);
    const within = new Map(near.map(([c, day]) => [c - first, day]));
    drawHeads(canvas.current, look, { columns: columns.slice(first, end), days: within, longest });
  });
  const [left, width] = [names + first * COLUMN_WIDTH, (end - first) * COLUMN_WIDTH];
  return <canvas ref={canvas} className={styles.drawn} style={{ left, width, height: HEAD_HEIGHT }} />;
});

interface BandProps {
  look: Look;
  rows: Row[];
  columns: Column[];
  /** The first row. */
  row: number;
  /** The columns that are drawn are those before `end`. */
  first: number;
  end: number;
  names: number;
}

/** What stands where some rows and the columns that are near cross. Drawn when one of them becomes another. */
export const CellBand = memo(
  function CellBand({ look, rows, columns, row, first, end, names }: BandProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    const shown = rows.slice(row, row + BAND_ROWS);
    useLayoutEffect(() => {
      if (canvas.current) drawCells(canvas.current, look, shown, columns.slice(first, end));
    });
    const [left, width] = [names + first * COLUMN_WIDTH, (end - first) * COLUMN_WIDTH];
    const [top, height] = [row * ROW_HEIGHT, shown.length * ROW_HEIGHT];
    return <canvas ref={canvas} className={styles.drawn} style={{ left, top, width, height }} />;
  },
  (a, b) =>
    a.look === b.look &&
    a.row === b.row &&
    a.first === b.first &&
    a.end === b.end &&
    a.names === b.names &&
    isSame(a.rows, b.rows, a.row, a.row + BAND_ROWS) &&
    isSame(a.columns, b.columns, a.first, a.end),
);

function isSame<T>(a: T[], b: T[], from: number, end: number): boolean {
  if (a === b) return true;
  for (let i = from; i < end; i++) if (a[i] !== b[i]) return false;
  return true;
}

import { describe, expect, it } from 'vitest';

import type { Cell, LiveNotebook } from '../api/types';
import { cellAnchor, cellOfFragment } from './anchor';
import { failedCellOf, numbersOf, progressOf } from './cells';

const cell = (index: number, more: Partial<Cell> = {}): Cell => ({
  index,
  id: `c${index}`,
  type: 'code',
  source: '',
  tags: [],
  state: 'not_run',
  outputs: [],
  ...more,
});

const notebook = (...cells: Cell[]): LiveNotebook => ({ attempt: 'a', lastSeq: 0, state: 'failed', cells });

const text = (index: number) => cell(index, { type: 'markdown', state: 'skipped' });

describe('a cell’s number', () => {
  it('counts the cells with code from 1, whatever the kernel counted', () => {
    const cells = [
      text(0),
      cell(1, { executionCount: 7 }),
      text(2),
      cell(3, { type: 'raw' }),
      cell(4, { executionCount: 9 }),
    ];
    const numbers = numbersOf(cells);
    expect(cells.map((c) => numbers.get(c))).toEqual([undefined, 1, undefined, undefined, 2]);
  });

  it('is the one that progress counts with', () => {
    const read = notebook(text(0), cell(1, { state: 'succeeded' }), cell(2, { state: 'running' }), cell(3));
    expect(progressOf(read)).toEqual({ cell: 2, cells: 3 });
  });

  it('stands in the address of a cell', () => {
    expect(cellOfFragment(`#${cellAnchor(12)}`)).toBe(12);
    for (const other of ['', '#', '#cell-', '#cell-0', '#cell-x', '#cell-1e3', '#other-3'])
      expect(cellOfFragment(other)).toBeUndefined();
  });
});

describe('the cell in which a notebook ended badly', () => {
  it('is the one whose number the server says', () => {
    const read = notebook(text(0), cell(1, { state: 'failed' }), text(2), cell(3, { state: 'succeeded' }));
    expect(failedCellOf(read, 2)?.index).toBe(3);
  });

  it('is the one that says so itself when the server says none, or one that is not there', () => {
    const read = notebook(text(0), cell(1), cell(2, { state: 'kernel_died' }));
    expect(failedCellOf(read)?.index).toBe(2);
    expect(failedCellOf(read, 9)?.index).toBe(2);
  });
});

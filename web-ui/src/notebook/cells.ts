import type { Cell, LiveNotebook } from '../api/types';

/**
 * The cells' numbers as people count them: among the cells with code, from 1. It is how the server says "cell 5", in
 * failures and in progress. Other cells have none.
 */
export function numbersOf(cells: Cell[]): Map<Cell, number> {
  const numbers = new Map<Cell, number>();
  for (const cell of cells) if (cell.type === 'code') numbers.set(cell, numbers.size + 1);
  return numbers;
}

/** The number of the cell that runs or ran last, and of how many: "cell 7 of 12". */
export function progressOf(notebook: LiveNotebook): { cell: number; cells: number } {
  const code = notebook.cells.filter((c) => c.type === 'code');
  return { cell: code.findLastIndex((c) => c.state !== 'not_run') + 1, cells: code.length };
}

/** The cell in which the notebook ended badly: the one the server names, else the first that says so itself. */
export function failedCellOf(notebook: LiveNotebook, failedNumber?: number): Cell | undefined {
  const named =
    failedNumber === undefined
      ? undefined
      : notebook.cells.filter((c) => c.type === 'code')[failedNumber - 1];
  return (
    named ??
    notebook.cells.find((c) => c.state === 'failed' || c.state === 'timed_out' || c.state === 'kernel_died')
  );
}

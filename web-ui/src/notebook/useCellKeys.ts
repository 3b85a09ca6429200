import { useEffect, type RefObject } from 'react';

import { isTyping } from '../ui/keys';

/** Below the bar of the page and that of the notebook. */
const TOP = 110;

/** The cell after or before the one that has the focus, else the one at the top of the window. */
function neighbour(cells: HTMLElement[], by: 1 | -1): HTMLElement | undefined {
  const focused = cells.findIndex((cell) => cell.contains(document.activeElement));
  if (focused >= 0) return cells[focused + by];
  const tops = cells.map((cell) => cell.getBoundingClientRect().top);
  return by === 1
    ? cells[tops.findIndex((top) => top > TOP + 10)]
    : cells[tops.findLastIndex((top) => top < TOP - 10)];
}

/** `j` and `k` move the focus from cell to cell, `e` goes to the cell that failed, `/` finds. */
export function useCellKeys(
  notebook: RefObject<Element | null>,
  toError: (() => void) | undefined,
  find: () => void,
): void {
  useEffect(() => {
    const go = (by: 1 | -1) => {
      const cells = [...(notebook.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])];
      const cell = neighbour(cells, by);
      cell?.scrollIntoView({ block: 'start', behavior: 'auto' });
      cell?.focus({ preventScroll: true });
    };
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === 'j') go(1);
      else if (event.key === 'k') go(-1);
      else if (event.key === 'e' && toError !== undefined) toError();
      else if (event.key === '/') find();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

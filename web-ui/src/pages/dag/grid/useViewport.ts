import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { COLUMN_WIDTH, type Viewport } from './geometry';
import type { Column } from './model';

/** Scrolling by less than this draws nothing. */
const STEP = 130;
const NOTHING: Viewport = { left: 0, top: 0, width: 0, height: 0 };

/** What the box shows, to a step of scrolling. */
export function useViewport(box: RefObject<HTMLElement | null>): Viewport {
  const [view, setView] = useState(NOTHING);
  useLayoutEffect(() => {
    const shown = box.current;
    if (shown === null) return;
    const read = () =>
      setView((before) => {
        const now = viewportOf(shown);
        const next = { ...now, left: stepped(now.left), top: stepped(now.top) };
        const same = (['left', 'top', 'width', 'height'] as const).every((of) => next[of] === before[of]);
        return same ? before : next;
      });
    const sizes = new ResizeObserver(read);
    sizes.observe(shown);
    shown.addEventListener('scroll', read, { passive: true });
    read();
    return () => {
      sizes.disconnect();
      shown.removeEventListener('scroll', read);
    };
  }, [box]);
  return view;
}

function stepped(offset: number): number {
  return Math.floor(offset / STEP) * STEP;
}

/** What the box shows now. */
export function viewportOf(box: HTMLElement): Viewport {
  return { left: box.scrollLeft, top: box.scrollTop, width: box.clientWidth, height: box.clientHeight };
}

/** What is in sight stays there when older runs come at the left; at the end, a new run comes into sight. */
export function useKeptInSight(box: RefObject<HTMLElement | null>, columns: Column[]): void {
  const before = useRef<{ first: string; last: string }>(undefined);
  useLayoutEffect(() => {
    const shown = box.current;
    const [first, last] = [columns[0]?.id, columns.at(-1)?.id];
    if (shown === null || first === undefined || last === undefined) return;
    const known = before.current;
    before.current = { first, last };
    if (known === undefined) {
      shown.scrollTo({ left: shown.scrollWidth });
      return;
    }
    const added = columns.findIndex(({ id }) => id === known.first);
    const wasAtEnd = shown.scrollWidth - shown.clientWidth - shown.scrollLeft < 2 * COLUMN_WIDTH;
    if (added > 0) shown.scrollBy({ left: added * COLUMN_WIDTH });
    else if (last !== known.last && wasAtEnd) shown.scrollTo({ left: shown.scrollWidth });
  }, [box, columns]);
}

import { useEffect, useState } from 'react';

import type { Cell } from '../api/types';
import { cellAnchor } from './anchor';

export function scrollToCell(index: number, block: ScrollLogicalPosition = 'start'): void {
  document.getElementById(cellAnchor(index))?.scrollIntoView({ block, behavior: 'auto' });
}

/** Keeps the running cell in view until the reader scrolls by hand; the switch turns it on again. */
export function useFollow(live: boolean, running: Cell | undefined): [boolean, (following: boolean) => void] {
  const [following, setFollowing] = useState(true);
  const active = live && following;
  useEffect(() => {
    if (!active) return;
    const stop = () => setFollowing(false);
    window.addEventListener('wheel', stop, { passive: true });
    window.addEventListener('touchmove', stop, { passive: true });
    return () => {
      window.removeEventListener('wheel', stop);
      window.removeEventListener('touchmove', stop);
    };
  }, [active]);
  useEffect(() => {
    if (active && running) scrollToCell(running.index, 'nearest');
  }, [active, running]);
  return [active, setFollowing];
}

/** Opens a notebook that failed at the cell that failed, once. */
export function useFailedFirst(failed: Cell | undefined): void {
  const index = failed?.index;
  useEffect(() => {
    if (index !== undefined) scrollToCell(index, 'center');
  }, [index]);
}

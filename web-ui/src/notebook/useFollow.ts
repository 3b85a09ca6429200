import { useEffect, useState } from 'react';

import { cellAnchor, cellOfFragment } from './anchor';

export function scrollToCell(number: number, block: ScrollLogicalPosition = 'start'): void {
  document.getElementById(cellAnchor(number))?.scrollIntoView({ block, behavior: 'auto' });
}

/** Keeps the running cell in view until the reader scrolls by hand; the switch turns it on again. */
export function useFollow(
  live: boolean,
  running: number | undefined,
): [boolean, (following: boolean) => void] {
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
    if (active && running !== undefined) scrollToCell(running, 'nearest');
  }, [active, running]);
  return [active, setFollowing];
}

/** Opens a notebook at the cell that the address names, else at the one that failed, once. */
export function useOpensAt(failed: number | undefined): void {
  const [linked] = useState(() => cellOfFragment(window.location.hash));
  const number = linked ?? failed;
  useEffect(() => {
    if (number !== undefined) scrollToCell(number, 'center');
  }, [number]);
}

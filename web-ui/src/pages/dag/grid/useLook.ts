import { useMemo, useSyncExternalStore } from 'react';

import { readLook, type Look } from './look';

const SCHEME = 'data-mantine-color-scheme';

/** What the grid is drawn with: read anew for another scheme and for another density of pixels. */
export function useLook(legend: HTMLElement | null): Look | undefined {
  // The page's attribute, and not the hook for it: colours are read when the styles are of the new scheme.
  const scheme = useSyncExternalStore(onScheme, () => document.documentElement.getAttribute(SCHEME));
  const ratio = useSyncExternalStore(onResize, () => window.devicePixelRatio || 1);
  return useMemo(
    () => (legend === null || scheme === null ? undefined : readLook(legend, ratio)),
    [legend, scheme, ratio],
  );
}

function onScheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [SCHEME] });
  return () => observer.disconnect();
}

/** Zooming resizes the window, and so does a move to a screen of another density. */
function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

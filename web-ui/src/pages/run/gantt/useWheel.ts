import { useEffect, type RefObject } from 'react';

import { moved, zoomed, type View } from './view';

/** Ctrl and the wheel zoom around the pointer; Shift and the wheel, or a wheel to the side, move. */
export function useWheel(
  plot: RefObject<HTMLElement | null>,
  view: View,
  whole: View,
  onView: (view: View) => void,
): void {
  useEffect(() => {
    const element = plot.current;
    if (element === null) return;
    const turned = (event: WheelEvent) => {
      const box = element.getBoundingClientRect();
      const width = Math.max(1, box.width);
      const shown = view.to - view.from;
      if (event.ctrlKey || event.metaKey) {
        const around = view.from + ((event.clientX - box.left) / width) * shown;
        onView(zoomed(view, whole, Math.exp(-event.deltaY / 300), around));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        onView(moved(view, whole, ((event.deltaX || event.deltaY) / width) * shown));
      } else return;
      event.preventDefault();
    };
    // React's own listener is passive: it could not keep the page itself from zooming.
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, [plot, view, whole, onView]);
}

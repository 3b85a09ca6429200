import { useEffect, type RefObject } from 'react';

import { mark, rangesOf, unmark } from '../../../notebook/findMarks';

/** Marks a text in the lines that are rendered, and its first place in the current line in another colour. */
export function useMarks(box: RefObject<Element | null>, wanted: string, current: number | undefined): void {
  // After every rendering: scrolling brings other lines.
  useEffect(() => {
    const element = box.current;
    if (element === null || wanted === '') return;
    const places = [...element.querySelectorAll('[data-find]')];
    const found = places.map((place) => ({ place, ranges: rangesOf(place, wanted) }));
    const first = found.find(({ place }) => place.getAttribute('data-find') === String(current))?.ranges[0];
    mark(
      found.flatMap(({ ranges }) => ranges),
      first,
    );
    return unmark;
  });
}

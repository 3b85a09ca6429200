import { useDeferredValue, useEffect, useMemo, useState, type RefObject } from 'react';

import type { Cell } from '../api/types';
import { findIn, type Match } from './find';
import { mark, rangesOf, unmark } from './findMarks';

/** Where a cell's source, or one of its outputs, stands in the document: `data-find` says which. */
function placeOf(notebook: Element, { cell, output }: Match): Element | null {
  return notebook.querySelector(`[data-find="${cell}${output === undefined ? '' : `-${output}`}"]`);
}

export interface Find {
  text: string;
  /** What is really looked for: typing is not held up by a long notebook. */
  wanted: string;
  matches: Match[];
  /** The index of the match that is looked at. */
  at: number;
  setText: (text: string) => void;
  move: (by: 1 | -1) => void;
}

/** Looks for text in a notebook, marks what is found and scrolls to one match after the other. */
export function useFind(notebook: RefObject<Element | null>, cells: Cell[], withCode: boolean): Find {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(text);
  const matches = useMemo(() => findIn(cells, wanted, withCode), [cells, wanted, withCode]);
  const shown = Math.min(at, Math.max(0, matches.length - 1));
  const current = matches[shown];
  useEffect(() => {
    const root = notebook.current;
    if (root === null || wanted === '') return;
    const all = [...root.querySelectorAll('[data-find]')].flatMap((place) => rangesOf(place, wanted));
    const place = current && placeOf(root, current);
    mark(all, current && place ? rangesOf(place, wanted)[current.nth] : undefined);
    return unmark;
  }, [notebook, wanted, matches, current]);
  const key = current && `${wanted} ${current.cell} ${current.output ?? ''} ${current.nth}`;
  useEffect(() => {
    const root = notebook.current;
    if (root === null || current === undefined) return;
    const place = placeOf(root, current);
    const range = place === null ? undefined : rangesOf(place, wanted)[current.nth];
    // A range cannot be scrolled to; the element around its beginning can.
    const target = range?.startContainer.parentElement ?? place;
    target?.scrollIntoView({ block: 'center', behavior: 'auto' });
    // The place is the same as long as its key is; new outputs must not scroll.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return {
    text,
    wanted,
    matches,
    at: shown,
    setText: (next) => {
      setText(next);
      setAt(0);
    },
    move: (by) => setAt(matches.length === 0 ? 0 : (shown + by + matches.length) % matches.length),
  };
}

/** The names of the highlights; theme/base.css says how they look. */
const ALL = 'find';
const CURRENT = 'find-current';

/** The ranges of a text within an element, whatever its case, also across the elements in it. */
export function rangesOf(element: Element, text: string): Range[] {
  const wanted = text.toLowerCase();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: { node: Node; begin: number }[] = [];
  let all = '';
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    nodes.push({ node, begin: all.length });
    all += node.nodeValue ?? '';
  }
  const lower = all.toLowerCase();
  const ranges: Range[] = [];
  let from = 0;
  const place = (at: number, isEnd: boolean) => {
    while (from > 0 && (nodes[from]?.begin ?? 0) > at) from--;
    for (;;) {
      const next = nodes[from + 1];
      if (next === undefined || next.begin > at || (isEnd && next.begin === at)) break;
      from++;
    }
    return nodes[from];
  };
  // Letters that are longer in lower case would move what follows them; such text is not marked.
  if (wanted === '' || lower.length !== all.length) return ranges;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    const begin = place(at, false);
    const end = place(at + wanted.length, true);
    if (begin === undefined || end === undefined) break;
    const range = new Range();
    range.setStart(begin.node, at - begin.begin);
    range.setEnd(end.node, at + wanted.length - end.begin);
    ranges.push(range);
  }
  return ranges;
}

/** Marks ranges without a change of the document; browsers that cannot do that mark nothing. */
export function mark(all: Range[], current: Range | undefined): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.set(ALL, new Highlight(...all));
  CSS.highlights.set(CURRENT, current === undefined ? new Highlight() : new Highlight(current));
}

export function unmark(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(CURRENT);
}

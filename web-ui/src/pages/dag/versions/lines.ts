export interface Line {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Counted from 1; absent on the side that has no such line. */
  before?: number;
  after?: number;
}

/** What is compared line by line at most; beyond it a middle that differs counts as replaced. */
const MOST_PAIRS = 4_000_000;

/** The shortest list of lines that leads from one text to the other. */
export function diffLines(before: string, after: string): Line[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail++;

  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  const same = () => lines.push({ kind: 'same', text: a[i] ?? '', before: ++i, after: ++j });
  const removed = () => lines.push({ kind: 'removed', text: a[i] ?? '', before: ++i });
  const added = () => lines.push({ kind: 'added', text: b[j] ?? '', after: ++j });

  while (i < head) same();
  const common = commonLengths(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  while (i < a.length - tail || j < b.length - tail) {
    if (i === a.length - tail) added();
    else if (j === b.length - tail) removed();
    else if (common !== undefined && a[i] === b[j]) same();
    else if (common !== undefined && common(i - head, j - head + 1) > common(i - head + 1, j - head)) added();
    else removed();
  }
  while (i < a.length) same();
  return lines;
}

/** How many lines the rest of `a` from i and of `b` from j have in common, in order; undefined when that is too much work. */
function commonLengths(a: string[], b: string[]): ((i: number, j: number) => number) | undefined {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_PAIRS) return undefined;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  return at;
}

/** A line break at the end ends the last line and begins none. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export interface Hunk {
  lines: Line[];
  /** How many equal lines before it are not shown. */
  hidden: number;
}

const CONTEXT = 3;

/** The lines near a change, in pieces; none when nothing changed. `hiddenAfter` counts those after the last piece. */
export function hunksOf(lines: Line[]): { hunks: Hunk[]; hiddenAfter: number } {
  const hunks: Hunk[] = [];
  let shownTo = 0;
  lines.forEach((line, at) => {
    if (line.kind === 'same') return;
    const from = Math.max(shownTo, at - CONTEXT);
    const last = hunks.at(-1);
    if (last === undefined || from > shownTo)
      hunks.push({ lines: lines.slice(from, at + 1), hidden: from - shownTo });
    else last.lines.push(...lines.slice(shownTo, at + 1));
    shownTo = at + 1;
    const hunk = hunks.at(-1);
    // What follows, until the next change.
    for (let i = at + 1; i <= at + CONTEXT && lines[i]?.kind === 'same'; i++) {
      const next = lines[i];
      if (next) hunk?.lines.push(next);
      shownTo = i + 1;
    }
  });
  return { hunks, hiddenAfter: hunks.length === 0 ? 0 : lines.length - shownTo };
}

export interface Line {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Counted from 1; absent on the side that has no such line. */
  before?: number;
  after?: number;
}

export interface Hunk {
  lines: Line[];
  /** How many equal lines before it are not shown. */
  hidden: number;
}

const HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** The pieces of a text in the form of `diff -u`; none where nothing changed. */
export function hunksOf(unified: string): Hunk[] {
  const hunks: Hunk[] = [];
  let before = 1;
  let after = 1;
  for (const line of unified.split('\n')) {
    const header = HEADER.exec(line);
    if (header) {
      const from = Number(header[1]);
      hunks.push({ lines: [], hidden: Math.max(0, from - before) });
      before = from;
      after = Number(header[2]);
      continue;
    }
    const text = line.slice(1);
    const lines = hunks.at(-1)?.lines;
    if (line.startsWith('-')) lines?.push({ kind: 'removed', text, before: before++ });
    else if (line.startsWith('+')) lines?.push({ kind: 'added', text, after: after++ });
    else if (line.startsWith(' ')) lines?.push({ kind: 'same', text, before: before++, after: after++ });
  }
  return hunks;
}

/**
 * Continues text as a terminal would show it: a carriage return erases the line so far, unless a newline follows it. A
 * carriage return at the very end stays, since only what comes next tells which it is.
 */
export function continueText(before: string, more: string): string {
  if (!before.endsWith('\r') && !more.includes('\r')) return before + more;
  // Only the last line of what was there can still change.
  const lineStart = before.lastIndexOf('\n') + 1;
  const tail = before.slice(lineStart) + more;
  return before.slice(0, lineStart) + tail.split('\n').map(foldLine).join('\n');
}

function foldLine(line: string, index: number, lines: string[]): string {
  const isLast = index === lines.length - 1;
  const body = line.replace(/\r+$/, '');
  const kept = body.slice(body.lastIndexOf('\r') + 1);
  return isLast && body.length < line.length ? `${kept}\r` : kept;
}

/** The first and last lines of long text, with how many lines between them are left out. */
export interface Excerpt {
  head: string;
  omitted: number;
  tail: string;
}

/** Cuts long text to its first and last lines. @returns null when the text is short enough to be shown whole */
export function excerpt(text: string, headLines: number, tailLines: number): Excerpt | null {
  const lines = text.split('\n');
  const omitted = lines.length - headLines - tailLines;
  // Folding away a handful of lines would cost the reader more than it saves.
  if (omitted < 10) return null;
  return {
    head: lines.slice(0, headLines).join('\n'),
    omitted,
    tail: lines.slice(-tailLines).join('\n'),
  };
}

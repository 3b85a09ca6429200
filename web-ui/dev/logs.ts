import { stripAnsi } from '../src/notebook/ansi.ts';
import type { LogLines, LogMatches } from '../src/api/types.ts';

function split(log: string): string[] {
  const lines = log.split('\n').map((line) => line.replace(/\r$/, '').replace(/^.*\r/, ''));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** As the server answers for a range; the second and third line are those of the environment. */
export function logLines(log: string, query: URLSearchParams): LogLines {
  const all = split(log);
  const count = Number(query.get('lines') ?? 500);
  const from = Number(query.get('from') ?? Math.max(1, all.length - count + 1));
  return {
    total: all.length,
    lines: all.slice(from - 1, from - 1 + count).map((text, i) => ({
      number: from + i,
      at: new Date(Date.UTC(2026, 10, 30, 10, 0, 0) + (from + i) * 100).toISOString(),
      text,
    })),
    ...(all.length > 3 && { environment: { first: 2, last: 3, seconds: 12.5 } }),
  };
}

export function logMatches(log: string, text: string): LogMatches {
  const wanted = text.toLowerCase();
  const lines = split(log).flatMap((line, i) =>
    stripAnsi(line).toLowerCase().includes(wanted) ? [i + 1] : [],
  );
  return { count: lines.length, lines: lines.slice(0, 1000) };
}

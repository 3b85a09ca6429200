import { describe, expect, it } from 'vitest';

import { diffLines, hunksOf, type Line } from './lines';

const MARKS = { same: ' ', removed: '-', added: '+' };
const shown = (lines: Line[]) => lines.map((line) => MARKS[line.kind] + line.text);
const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

describe('the difference of two texts', () => {
  it('keeps what is equal and names what was taken and put', () => {
    expect(shown(diffLines(text('a', 'b', 'c', 'd'), text('a', 'c', 'x', 'd')))).toEqual([
      ' a',
      '-b',
      ' c',
      '+x',
      ' d',
    ]);
  });

  it('numbers the lines of each side', () => {
    const [, removed, added] = diffLines(text('a', 'b'), text('a', 'c'));
    expect(removed).toEqual({ kind: 'removed', text: 'b', before: 2 });
    expect(added).toEqual({ kind: 'added', text: 'c', after: 2 });
  });

  it('is everything where one side is empty', () => {
    expect(shown(diffLines('', text('a', 'b')))).toEqual(['+a', '+b']);
    expect(shown(diffLines(text('a'), ''))).toEqual(['-a']);
    expect(diffLines('', '')).toEqual([]);
  });

  it('does not mind how lines end', () => {
    expect(diffLines('a\r\nb\r\n', 'a\nb').every((line) => line.kind === 'same')).toBe(true);
  });

  it('leads from one text to the other, whatever they are', () => {
    const words = (seed: number) => Array.from({ length: 40 }, (_, i) => `w${(i * seed * 7919) % 11}`);
    for (let seed = 1; seed < 30; seed++) {
      const [a, b] = [words(seed), words(seed + 3)];
      const lines = diffLines(text(...a), text(...b));
      expect(lines.filter((l) => l.kind !== 'added').map((l) => l.text)).toEqual(a);
      expect(lines.filter((l) => l.kind !== 'removed').map((l) => l.text)).toEqual(b);
    }
  });

  it('of big texts that differ throughout is found quickly', () => {
    const big = (mark: string) => Array.from({ length: 20_000 }, (_, i) => `${mark}${i}`).join('\n');
    const begin = performance.now();
    expect(diffLines(big('a'), big('b'))).toHaveLength(40_000);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe('what is shown of a difference', () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i));

  it('is the lines near the changes', () => {
    const before = numbers(30);
    const after = before.with(10, 'x').with(25, 'y');
    const { hunks, hiddenAfter } = hunksOf(diffLines(text(...before), text(...after)));
    expect(hunks.map((h) => [h.hidden, ...shown(h.lines)])).toEqual([
      [7, ' 7', ' 8', ' 9', '-10', '+x', ' 11', ' 12', ' 13'],
      [8, ' 22', ' 23', ' 24', '-25', '+y', ' 26', ' 27', ' 28'],
    ]);
    expect(hiddenAfter).toBe(1);
  });

  it('joins changes that stand near each other', () => {
    const before = numbers(10);
    const { hunks } = hunksOf(diffLines(text(...before), text(...before.with(3, 'x').with(6, 'y'))));
    expect(hunks).toHaveLength(1);
    expect(shown(hunks[0]?.lines ?? [])).toEqual([
      ' 0',
      ' 1',
      ' 2',
      '-3',
      '+x',
      ' 4',
      ' 5',
      '-6',
      '+y',
      ' 7',
      ' 8',
      ' 9',
    ]);
  });

  it('is nothing where nothing changed', () => {
    expect(hunksOf(diffLines('a', 'a'))).toEqual({ hunks: [], hiddenAfter: 0 });
  });
});

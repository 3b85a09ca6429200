// @vitest-environment jsdom
import { expect, it } from 'vitest';

import type { Cell, Output } from '../api/types';
import { findIn, MOST_MATCHES, textOf } from './find';
import { rangesOf } from './findMarks';

const cell = (index: number, source: string, outputs: Output[] = []): Cell => ({
  index,
  id: `c${index}`,
  type: 'code',
  source,
  tags: [],
  state: 'succeeded',
  outputs,
});
const printed = (text: string): Output => ({ type: 'stream', name: 'stdout', text });

it('finds in source and text outputs whatever the case, in order', () => {
  const cells = [
    cell(0, 'Rate = 1\nrate', [printed('a'), printed('the \u001b[31mRA\u001b[0mTE')]),
    cell(1, 'x'),
    cell(2, '', [{ type: 'error', ename: 'E', evalue: 'rate', traceback: [] }]),
  ];
  expect(findIn(cells, 'rate', true)).toEqual([
    { cell: 0, output: undefined, nth: 0 },
    { cell: 0, output: undefined, nth: 1 },
    { cell: 0, output: 1, nth: 0 },
    { cell: 2, output: 0, nth: 0 },
  ]);
  expect(findIn(cells, 'rate', false).map((m) => m.output)).toEqual([1, 0]);
  expect(findIn(cells, '', true)).toEqual([]);
});

it('reads no pictures and no frames', () => {
  const display = (data: Record<string, string>, otherTypes: string[]): Output =>
    ({ type: 'display', data, otherTypes }) as unknown as Output;
  expect(textOf(display({ 'image/png': 'aaaa', 'text/plain': 'Figure' }, []))).toBe('');
  expect(textOf(display({ 'text/plain': 'a table' }, ['text/html']))).toBe('');
  expect(textOf(display({ 'text/plain': '42' }, []))).toBe('42');
});

it('stops counting at a limit', () => {
  expect(findIn([cell(0, 'a'.repeat(5000))], 'a', true)).toHaveLength(MOST_MATCHES);
});

it('marks what is found across the elements that it is written in', () => {
  const page = new DOMParser().parseFromString(
    '<pre><span>im</span><b>port</b> pandas\nIMPORT os</pre>',
    'text/html',
  );
  const pre = page.body;
  const ranges = rangesOf(pre, 'import');
  expect(ranges.map((range) => range.toString())).toEqual(['import', 'IMPORT']);
  expect(ranges[0]?.startContainer.parentElement?.tagName).toBe('SPAN');
  expect(ranges[0]?.endContainer.parentElement?.tagName).toBe('B');
  expect(rangesOf(pre, 'numpy')).toEqual([]);
  expect(rangesOf(pre, '')).toEqual([]);
});

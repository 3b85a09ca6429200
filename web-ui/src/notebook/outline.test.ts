import { expect, it } from 'vitest';

import type { Cell } from '../api/types';
import { firstLineOf, outlineOf } from './outline';

const cell = (index: number, type: Cell['type'], source: string): Cell => ({
  index,
  id: `c${index}`,
  type,
  source,
  tags: [],
  state: 'not_run',
  outputs: [],
});

it('has headings and numbered cells in the order of the notebook', () => {
  const outline = outlineOf([
    cell(0, 'markdown', '# Ratings\nText\n## Clean *up*'),
    cell(1, 'code', '# imports\nimport pandas'),
    cell(2, 'raw', '# no heading'),
    cell(3, 'markdown', 'only text'),
    cell(4, 'code', 'train()'),
  ]);
  expect(
    outline.map((entry) =>
      entry.kind === 'heading'
        ? `${entry.level} ${entry.text} #${entry.anchor}`
        : `${entry.number} ${entry.line} #${entry.anchor}`,
    ),
  ).toEqual(['1 Ratings #text-0', '2 Clean up #text-0', '1 import pandas #cell-1', '2 train() #cell-2']);
});

it('knows a heading from a comment in code, and takes its marks away', () => {
  const markdown = [
    '```python',
    '# a comment',
    '```',
    '~~~~',
    '# another',
    '~~~',
    '~~~~',
    '#no heading',
    '### See [the `docs`](https://x.y/#z) of snake_case ###',
    '#',
    '    # code',
  ].join('\n');
  expect(outlineOf([cell(0, 'markdown', markdown)])).toEqual([
    { kind: 'heading', anchor: 'text-0', level: 3, text: 'See the docs of snake_case' },
  ]);
});

it('says a cell by its first line of code', () => {
  expect(firstLineOf('\n  # comment\n\n  x = 1\ny = 2')).toBe('x = 1');
  expect(firstLineOf('\n# only a comment\n')).toBe('# only a comment');
  expect(firstLineOf(' \n')).toBe('');
});

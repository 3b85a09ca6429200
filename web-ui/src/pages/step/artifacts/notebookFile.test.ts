import { expect, it } from 'vitest';

import type { Json } from '../../../api/json';
import { readNotebook } from './notebookFile';

it('reads cells and outputs, and counts what only a frame could show', () => {
  const file = readNotebook('a', {
    nbformat: 4,
    metadata: { kernelspec: { name: 'python3' } },
    cells: [
      { cell_type: 'markdown', source: ['# A\n', 'b'] },
      {
        cell_type: 'code',
        source: 'x',
        execution_count: 3,
        outputs: [
          { output_type: 'stream', name: 'stdout', text: ['1\n', '2'] },
          { output_type: 'display_data', data: { 'text/html': '<b>x</b>', 'text/plain': 'x' } },
          { output_type: 'other' },
        ],
      },
    ],
  });
  expect(file?.leftOut).toBe(1);
  expect(file?.notebook.kernel).toBe('python3');
  const [text, code] = file?.notebook.cells ?? [];
  expect(text).toMatchObject({ type: 'markdown', source: '# A\nb', outputs: [] });
  expect(code?.executionCount).toBe(3);
  expect(code?.outputs).toEqual([
    { type: 'stream', name: 'stdout', text: '1\n2' },
    { type: 'display', data: { 'text/plain': 'x' }, otherTypes: [] },
  ]);
});

it('is content with any JSON', () => {
  expect(readNotebook('a', 1)).toBeUndefined();
  expect(readNotebook('a', { cells: 'x' })).toBeUndefined();
  const odd: Json = {
    cells: [1, null, {}, { outputs: [3, { output_type: 'error', traceback: 'x' }], source: 5 }],
  };
  const cells = readNotebook('a', odd)?.notebook.cells;
  expect(cells?.map(({ state }) => state)).toEqual(['not_run', 'failed']);
});

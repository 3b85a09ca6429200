import { expect, it } from 'vitest';

import type { Cell } from '../api/types';
import { lastPlot } from './lastPlot';

const cell = (...forms: Record<string, string>[]): Cell =>
  ({
    type: 'code',
    outputs: forms.map((data) => ({ type: 'display', data, otherTypes: [] })),
  }) as Partial<Cell> as Cell;
const text = { type: 'markdown', outputs: [] } as Partial<Cell> as Cell;

it('is the last picture of the last cell that has one', () => {
  const cells = [
    text,
    cell({ 'image/png': 'AAAA' }),
    cell({ 'image/png': 'BBBB' }, { 'image/jpeg': 'CC==' }),
  ];
  expect(lastPlot({ cells: [...cells, cell({ 'text/plain': 'x' })] })).toEqual({
    address: 'data:image/jpeg;base64,CC==',
    cell: 2,
  });
});

it.each([
  ['SVG', { 'image/svg+xml': '<svg onload="alert(1)"/>' }],
  ['what only says that it is a picture', { 'image/png': '"><script>alert(1)</script>' }],
  ['nothing', {}],
])('%s is no plot', (_, data) => {
  expect(lastPlot({ cells: [cell(data)] })).toBeUndefined();
});

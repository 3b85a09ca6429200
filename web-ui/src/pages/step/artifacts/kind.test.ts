import { expect, it } from 'vitest';

import { kindOf } from './kind';

const artifact = (path: string, mediaType: string, size = 10) => ({ path, mediaType, size, digest: 'd' });

it.each([
  ['out/plot.png', 'image/png', 'image'],
  ['out/plot.svg', 'image/svg+xml', 'text'],
  ['a.csv', 'text/csv', 'table'],
  ['a.TSV', 'application/octet-stream', 'table'],
  ['a.json', 'application/json', 'json'],
  ['run.ipynb', 'application/x-ipynb+json', 'notebook'],
  ['a.html', 'text/html', 'html'],
  ['page.HTM', 'application/octet-stream', 'html'],
  ['slides.pdf', 'application/pdf', 'pdf'],
  ['notes', 'text/plain', 'text'],
  ['model.npy', 'application/octet-stream', undefined],
  ['a.parquet', 'application/octet-stream', 'parquet'],
])('%s of %s is shown as %s', (path, mediaType, kind) => {
  expect(kindOf(artifact(path, mediaType))).toBe(kind);
});

it('shows nothing that is needed whole and too big, and the beginning of any text', () => {
  const big = 100 * 1024 * 1024;
  expect(kindOf(artifact('a.png', 'image/png', big))).toBeUndefined();
  expect(kindOf(artifact('a.json', 'application/json', big))).toBeUndefined();
  expect(kindOf(artifact('a.html', 'text/html', big))).toBeUndefined();
  expect(kindOf(artifact('a.pdf', 'application/pdf', big))).toBeUndefined();
  expect(kindOf(artifact('a.csv', 'text/csv', big))).toBe('table');
  expect(kindOf(artifact('a.log', 'text/plain', big))).toBe('text');
});

import { expect, it } from 'vitest';

import { artifactsLine, patternsOf } from './patterns';

const patterns = (paths: string[]) => patternsOf(paths).map(({ pattern }) => pattern);

it('gives files of one folder with one ending one pattern', () => {
  expect(patternsOf(['data/a.csv', 'data/b.csv', 'data/b.json', 'top.csv'])).toEqual([
    { pattern: 'data/*.csv', paths: ['data/a.csv', 'data/b.csv'] },
    { pattern: 'data/b.json', paths: ['data/b.json'] },
    { pattern: 'top.csv', paths: ['top.csv'] },
  ]);
  expect(patterns(['a.tar.gz', 'b.tar.gz'])).toEqual(['*.gz']);
});

it('names files without an ending one by one', () => {
  expect(patterns(['out/model', 'out/other', '.cache/x/state'])).toEqual([
    'out/model',
    'out/other',
    '.cache/x/state',
  ]);
});

it('writes what means something in a pattern so that it means itself', () => {
  expect(patterns(['a[1].csv', 'b{x}/y*.txt', 'b{x}/z?.txt', String.raw`c\d`])).toEqual([
    String.raw`a\[1].csv`,
    String.raw`b\{x}/*.txt`,
    String.raw`c\\d`,
  ]);
});

it('writes a line of YAML that holds every pattern', () => {
  expect(artifactsLine(['data/*.csv', String.raw`a\[1].csv`, 'say "hi".txt'])).toBe(
    String.raw`artifacts: ["data/*.csv", "a\\[1].csv", "say \"hi\".txt"]`,
  );
});

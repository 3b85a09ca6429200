import { expect, it } from 'vitest';

import { readCsv } from './csv';

it('reads quotes, empty fields and both ends of lines', () => {
  const table = readCsv('a,b,c\r\n1,"x, ""y""\nz",\r\n-2.5e3,,q\n', 10, true);
  expect(table.header).toEqual(['a', 'b', 'c']);
  expect(table.rows).toEqual([
    ['1', 'x, "y"\nz', ''],
    ['-2.5e3', '', 'q'],
  ]);
  expect(table.numeric).toEqual([true, false, false]);
  expect(table.more).toBe(false);
});

it('finds the delimiter', () => {
  expect(readCsv('a;b\n1,5;2\n', 10, true).rows).toEqual([['1,5', '2']]);
  expect(readCsv('a\tb\nx y\tz', 10, true).rows).toEqual([['x y', 'z']]);
  expect(readCsv('\uFEFFname\nx', 10, true).header).toEqual(['name']);
});

it('shows the beginning of a long file without the row that may be cut', () => {
  const text = `n\n${Array.from({ length: 500 }, (_, i) => i).join('\n')}`;
  const some = readCsv(text, 200, true);
  expect(some.rows).toHaveLength(200);
  expect(some.more).toBe(true);
  expect(readCsv('n\n1\n2\n3', 200, false)).toMatchObject({ rows: [['1'], ['2']], more: true });
  expect(readCsv('n\n1\n2\n', 200, true)).toMatchObject({ rows: [['1'], ['2']], more: false });
});

it('is content with nothing', () => {
  expect(readCsv('', 200, true)).toEqual({ header: [], rows: [], numeric: [], more: false });
  expect(readCsv('"open', 200, true).header).toEqual(['open']);
});

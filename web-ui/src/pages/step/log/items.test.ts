import { expect, it } from 'vitest';

import { Items } from './items';

const all = (items: Items) =>
  Array.from({ length: items.count }, (_, i) => {
    const item = items.at(i);
    return item === 'environment' ? 'E' : item.line;
  });

it('are the lines, with a heading above those of the environment', () => {
  expect(all(new Items(3, undefined, true))).toEqual([1, 2, 3]);
  expect(all(new Items(5, { first: 2, last: 3 }, false))).toEqual([1, 'E', 2, 3, 4, 5]);
  expect(all(new Items(5, { first: 2, last: 3 }, true))).toEqual([1, 'E', 4, 5]);
  expect(all(new Items(2, { first: 1, last: 0 }, true))).toEqual(['E', 1, 2]);
  expect(all(new Items(2, { first: 3, last: 2 }, true))).toEqual([1, 2, 'E']);
});

it('have a row for every line', () => {
  for (const folded of [true, false]) {
    const items = new Items(9, { first: 3, last: 5 }, folded);
    for (let line = 1; line <= 9; line++) {
      const item = items.at(items.rowOf(line));
      expect(item).toEqual(folded && line >= 3 && line <= 5 ? 'environment' : { line });
    }
  }
});

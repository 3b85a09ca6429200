import { expect, it } from 'vitest';

import { bandsIn, columnsIn, HEAD, NAME, placeAt, scrollTo } from './geometry';

const EXTENT = { rows: 500, columns: 100, names: 230 };
const VIEW = { left: 1300, top: 0, width: 1130, height: 648 };

it('a point is a cell, a head, or nothing', () => {
  expect(placeAt(230, 88, { left: 0, top: 0 }, EXTENT)).toEqual({ row: 0, column: 0 });
  expect(placeAt(257, 117, { left: 26, top: 28 }, EXTENT)).toEqual({ row: 2, column: 2 });
  expect(placeAt(240, 20, { left: 0, top: 280 }, EXTENT)).toEqual({ row: HEAD, column: 0 });
  expect(placeAt(200, 100, { left: 0, top: 0 }, EXTENT)).toBeUndefined();
  expect(placeAt(300, 100, { left: 2600, top: 0 }, EXTENT)).toBeUndefined();
});

it('only what is near is drawn', () => {
  const rows = (top: number) =>
    bandsIn({ ...VIEW, top }, EXTENT)
      .map(({ row }) => row)
      .sort((a, b) => a - b);
  expect(rows(0)).toEqual([0, 12, 24]);
  expect(rows(7000)).toEqual([240, 252, 264, 276]);
  expect(rows(20_000)).toEqual([]);
  expect(columnsIn(VIEW, EXTENT)).toEqual({ first: 32, end: 100 });
  expect(columnsIn({ ...VIEW, left: 0 }, EXTENT)).toEqual({ first: 0, end: 80 });
});

it('bands that stay in sight keep their slots, and no two have the same', () => {
  const slots = (top: number) =>
    new Map(bandsIn({ ...VIEW, top }, EXTENT).map(({ row, slot }) => [row, slot]));
  for (let top = 0; top < 10_000; top += 97) {
    const [before, after] = [slots(top), slots(top + 97)];
    expect(new Set(before.values()).size).toBe(before.size);
    for (const [row, slot] of after) if (before.has(row)) expect(before.get(row)).toBe(slot);
  }
});

it('a place comes into sight by the shortest way', () => {
  expect(scrollTo(VIEW, { row: 3, column: 60 }, 230)).toEqual({ left: 1300, top: 0 });
  expect(scrollTo(VIEW, { row: 30, column: 10 }, 230)).toEqual({ left: 260, top: 308 });
  expect(scrollTo(VIEW, { row: HEAD, column: 99 }, 230)).toEqual({ left: 1700, top: 0 });
  expect(scrollTo(VIEW, { row: 3, column: NAME }, 230)).toEqual({ left: 1300, top: 0 });
});

import { expect, it } from 'vitest';

import { moved } from './keys';

const at = (row: number, column: number, key: string, whole = false) => {
  const to = moved({ row, column }, key, whole, 30, 8);
  return to && [to.row, to.column];
};

it('arrows walk steps and runs, up to the heads', () => {
  expect(at(3, 4, 'ArrowUp')).toEqual([2, 4]);
  expect(at(3, 4, 'ArrowRight')).toEqual([3, 5]);
  expect(at(0, 4, 'ArrowUp')).toEqual([-1, 4]);
  expect(at(-1, 4, 'ArrowUp')).toEqual([-1, 4]);
  expect(at(3, 0, 'ArrowLeft')).toEqual([3, -1]);
  expect(at(3, 7, 'ArrowRight')).toEqual([3, 7]);
  expect(at(29, 4, 'ArrowDown')).toEqual([29, 4]);
});

it('the corner is no place', () => {
  expect(at(-1, 0, 'ArrowLeft')).toEqual([-1, 0]);
  expect(at(0, -1, 'ArrowUp')).toEqual([0, -1]);
});

it('Home, End and whole pages lead far', () => {
  expect(at(3, 4, 'Home')).toEqual([3, -1]);
  expect(at(3, 4, 'End')).toEqual([3, 7]);
  expect(at(3, 4, 'Home', true)).toEqual([0, 4]);
  expect(at(3, 4, 'End', true)).toEqual([29, 4]);
  expect(at(3, 4, 'PageDown')).toEqual([13, 4]);
  expect(at(3, 4, 'x')).toBeUndefined();
});

import { expect, it } from 'vitest';

import { planInWords, planLines } from './describe';

const plan = (more: Partial<Parameters<typeof planInWords>[0]> = {}) => ({
  new: [],
  changed: [],
  archived: [],
  unchanged: [],
  ...more,
});

it.each([
  [plan({ new: ['a'], changed: ['b', 'c'], unchanged: ['d'] }), '1 Dag new, 2 changed'],
  [plan({ archived: ['a', 'b'] }), '2 Dags archived'],
  [plan({ unchanged: ['a'] }), 'no Dag changed'],
  [plan(), 'no Dags'],
])('a plan in words: %#', (given, words) => {
  expect(planInWords(given)).toBe(words);
});

it('a plan names what it touches', () => {
  expect(planLines(plan({ changed: ['b', 'c'], archived: ['x'], unchanged: ['d', 'e'] }))).toEqual([
    'Changes: b, c.',
    'Archived, because this snapshot does not have them: x.',
    '2 Dags stay as now.',
  ]);
});

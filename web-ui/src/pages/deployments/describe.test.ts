import { expect, it } from 'vitest';

import { filesInWords, pathLines, planInWords, planLines } from './describe';

const plan = (more: Partial<Parameters<typeof planInWords>[0]> = {}) => ({
  new: [],
  changed: [],
  archived: [],
  stoppedSchedules: [],
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

const some = (...first: string[]) => ({ count: first.length, first });

it.each([
  [undefined, undefined],
  [{ added: some(), changed: some(), removed: some() }, 'no file changed'],
  [{ added: some('a'), changed: some('b', 'c'), removed: some() }, '2 files changed, 1 added'],
  [{ added: some(), changed: some(), removed: some('x') }, '1 file removed'],
])('files in words: %#', (files, words) => {
  expect(filesInWords(files)).toBe(words);
});

it('files are named as far as they are known', () => {
  expect(
    pathLines({
      added: some('new.py'),
      changed: { count: 12, first: ['a.ipynb', 'b.ipynb'] },
      removed: some(),
    }),
  ).toEqual(['a.ipynb changed', 'b.ipynb changed', 'and 10 more changed', 'new.py added']);
});

it('a plan says that files change though no Dag does', () => {
  const files = { added: some(), changed: some('n.ipynb'), removed: some() };
  expect(planLines(plan({ unchanged: ['d'], files }))).toEqual(['1 Dag stays as now.', '1 file changed.']);
});

it('a plan says which active schedules stop', () => {
  const stoppedSchedules = [{ dag: 'x', trigger: 'daily', nextTickAt: '2026-12-01T06:00:00Z' }];
  const lines = planLines(plan({ archived: ['x'], stoppedSchedules }));
  expect(lines[1]).toMatch(/^Stops the active schedule daily of x, due next at .*2026/);
});

it('a plan names what it touches', () => {
  expect(planLines(plan({ changed: ['b', 'c'], archived: ['x'], unchanged: ['d', 'e'] }))).toEqual([
    'Changes: b, c.',
    'Archived, because this snapshot does not have them: x.',
    '2 Dags stay as now.',
  ]);
});

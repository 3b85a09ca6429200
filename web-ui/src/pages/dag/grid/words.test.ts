import { expect, it } from 'vitest';

import type { GridRun } from '../../../api/types';
import { columnsOf } from './model';
import { columnWords, placeWords, rowWords } from './words';

const AT = new Date(new Date().getFullYear(), 11, 1, 3);
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short' }).format(AT);
const run: GridRun = {
  id: 'b',
  logicalTime: AT.toISOString(),
  state: 'failed',
  triggerKind: 'schedule',
  trigger: 'nightly',
  createdAt: AT.toISOString(),
  startedAt: '2026-12-01T03:00:00Z',
  endedAt: '2026-12-01T03:02:03Z',
  states: 'fq.',
  seconds: [12, -1, -1],
  attempts: [2, 0, 0],
};
const tick = {
  id: 'a',
  trigger: 'nightly',
  tick: AT.toISOString(),
  count: 1,
  outcome: 'skipped',
  reason: 'paused',
};
const steps = [{ id: 'train' }, { id: 'next' }, { id: 'old' }];
const [noRun, column] = columnsOf([{ topic: 'dag:d@1-1-1', steps, runs: [run], ticks: [tick] }]);
const row = (label: string) => ({ key: label, label, level: 1, steps: [label] });

it('a cell is said as step, run, state, duration, attempts and error', () => {
  expect(placeWords(row('train'), column, 'ValueError: b')).toBe(
    `train, run ${DAY} 1 Dec 03:00: failed, 12 s, 2 attempts, ValueError: b`,
  );
  expect(placeWords(row('next'), column)).toBe(`next, run ${DAY} 1 Dec 03:00: queued`);
  expect(placeWords(row('old'), column)).toBe(`old, run ${DAY} 1 Dec 03:00: not in this run`);
});

it('heads are said in words', () => {
  expect(placeWords(undefined, column)).toBe(
    `Run ${DAY} 1 Dec 03:00: failed, 2 min 3 s, by schedule nightly`,
  );
  const why = `${DAY} 1 Dec 03:00: no run. The tick of nightly started no run: paused`;
  expect(placeWords(row('train'), noRun)).toBe(why);
  expect(noRun && columnWords(noRun)).toBe(why);
  expect(rowWords({ ...row('load'), folded: true, steps: ['a', 'b'] })).toBe(
    'load, a group of 2 steps, folded',
  );
});

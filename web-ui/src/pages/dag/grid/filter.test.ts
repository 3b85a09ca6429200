import { expect, it } from 'vitest';

import { choiceOf, filterOf, passes, withChoice } from './filter';

it('filters stand in the address, beside what else is there', () => {
  const search = withChoice(new URLSearchParams('tab=grid&state=failed'), { state: '', trigger: 'manual' });
  expect(search.toString()).toBe('tab=grid&trigger=manual');
  expect(choiceOf(search)).toEqual({ trigger: 'manual' });
});

it('the last day is asked for to its end', () => {
  const { from, to } = filterOf({ from: '2026-12-01', to: '2026-12-01' });
  expect(from).toBe(new Date(2026, 11, 1).toISOString());
  expect(to).toBe(new Date(2026, 11, 2).toISOString());
  expect(filterOf({ from: 'never' }).from).toBeUndefined();
});

it('a new run passes as the server would let it', () => {
  const run = {
    id: 'r',
    state: 'failed' as const,
    triggerKind: 'schedule',
    trigger: 'nightly',
    logicalTime: '2026-12-01T03:00:00Z',
    createdAt: '',
    cells: [],
  };
  expect(passes({}, run)).toBe(true);
  expect(passes({ state: 'failed,timed_out', trigger: 'schedule:nightly' }, run)).toBe(true);
  expect(passes({ state: 'succeeded' }, run)).toBe(false);
  expect(passes({ trigger: 'schedule' }, run)).toBe(true);
  expect(passes({ trigger: 'schedule:other' }, run)).toBe(false);
  expect(passes({ trigger: 'manual' }, run)).toBe(false);
  expect(passes({ from: '2026-12-01T03:00:00Z', to: '2026-12-01T03:00:01Z' }, run)).toBe(true);
  expect(passes({ to: '2026-12-01T03:00:00Z' }, run)).toBe(false);
  expect(passes({ from: '2026-12-01T03:00:01Z' }, run)).toBe(false);
});

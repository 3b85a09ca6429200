import { expect, it } from 'vitest';

import type { Grid, GridChange } from '../../../api/types';
import { patchGrid, withTicks } from './patch';

const head = (id: string) => ({
  id,
  logicalTime: '2026-12-01T03:00:00Z',
  state: 'running' as const,
  triggerKind: 'manual',
  createdAt: '2026-12-01T03:00:00Z',
});
const pages: Grid[] = [
  {
    topic: 'dag:d@1-1-1',
    steps: [{ id: 'a' }, { id: 'b' }],
    runs: [{ ...head('r5'), states: 'rw', seconds: [-1, -1], attempts: [1, 0] }],
    ticks: [],
    next: 'r5',
  },
  {
    topic: 'dag:d@1-1-0',
    steps: [{ id: 'b' }],
    runs: [{ ...head('r3'), states: 's', seconds: [4], attempts: [1] }],
    ticks: [],
  },
];
const change = (...runs: GridChange['runs']): GridChange => ({ position: '1-2-3', runs });
const always = () => true;

it('a changed cell and the run’s own state are what the message says', () => {
  const cells = [{ step: 'a', state: 's', seconds: 12, attempts: 1 }];
  const { pages: next, reread } = patchGrid(pages, change({ ...head('r5'), state: 'failed', cells }), always);
  expect(next[0]?.runs[0]).toMatchObject({
    state: 'failed',
    states: 'sw',
    seconds: [12, -1],
    attempts: [1, 0],
  });
  expect(next[1]).toBe(pages[1]);
  expect(reread).toBe(false);
});

it('a step that is run again has no duration', () => {
  const cells = [{ step: 'b', state: 'w', attempts: 1 }];
  const { pages: next } = patchGrid(pages, change({ ...head('r3'), cells }), always);
  expect(next[1]?.runs[0]).toMatchObject({ states: 'w', seconds: [-1] });
});

it('a new run is a column of the newest page, if the filter lets it', () => {
  const message = change({ ...head('r6'), cells: [{ step: 'b', state: 'q', attempts: 0 }] });
  const { pages: next } = patchGrid(pages, message, always);
  expect(next[0]?.runs.map(({ id, states }) => [id, states])).toEqual([
    ['r6', '.q'],
    ['r5', 'rw'],
  ]);
  expect(patchGrid(pages, message, () => false).pages).toBe(pages);
});

it('an old run of a page that was not read stays out', () => {
  expect(patchGrid(pages, change({ ...head('r4'), cells: [] }), always).pages).toBe(pages);
});

it('steps that no page has make it be read again', () => {
  const message = change({ ...head('r6'), cells: [{ step: 'new', state: 'q', attempts: 0 }] });
  expect(patchGrid(pages, message, always).reread).toBe(true);
});

it('ticks that came since are added once', () => {
  const tick = (id: string) => ({ id, trigger: 'nightly', tick: '', count: 1, outcome: 'skipped' });
  const once = withTicks(pages, [tick('r6'), tick('r1')]);
  expect(once[0]?.ticks.map(({ id }) => id)).toEqual(['r6']);
  expect(withTicks(once, [tick('r6')])).toBe(once);
});

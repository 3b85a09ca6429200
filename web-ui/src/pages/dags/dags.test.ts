import { describe, expect, it } from 'vitest';

import type { Dag, RunBrief, RunState } from '../../api/types';
import { recordOf } from './record';
import { filterDags } from './useDags';

const run = (state: RunState, seconds?: number): RunBrief => ({
  id: state,
  state,
  createdAt: '2026-11-21T06:00:00Z',
  startedAt: '2026-11-21T06:00:00Z',
  endedAt:
    seconds === undefined
      ? undefined
      : new Date(Date.parse('2026-11-21T06:00:00Z') + seconds * 1000).toISOString(),
});

describe('a Dag’s record', () => {
  it('leaves out runs that were cancelled or are not over', () => {
    const record = recordOf([
      run('running'),
      run('cancelled', 1),
      run('failed', 2),
      run('timed_out', 3),
      run('succeeded', 4),
    ]);
    expect(record).toEqual({ judged: 3, succeeded: 1, typicalSeconds: 4 });
  });

  it.each([
    [[3, 1, 2], 2],
    [[1, 2, 3, 100], 2.5],
    [[], undefined],
  ])('has the median of %j as its typical duration', (seconds, typical) => {
    expect(recordOf(seconds.map((s) => run('succeeded', s))).typicalSeconds).toBe(typical);
  });
});

describe('Dags', () => {
  const dag = (name: string, ...lastRuns: RunBrief[]) =>
    ({ name, project: 'p', tags: [], archived: false, lastRuns }) as Partial<Dag> as Dag;
  const dags = [
    dag('new'),
    dag('good', run('succeeded', 1)),
    dag('bad', run('failed', 1), run('succeeded', 1)),
  ];
  const ALL = { text: '', project: '', tag: '', state: '' };
  const names = (filter: Partial<typeof ALL>) => filterDags(dags, { ...ALL, ...filter }).map((d) => d.name);

  it('are filtered by the state of their last run', () => {
    expect(names({ state: 'failed' })).toEqual(['bad']);
    expect(names({ state: 'succeeded' })).toEqual(['good']);
    expect(names({ state: 'none' })).toEqual(['new']);
    expect(names({})).toHaveLength(3);
  });

  it('are sorted by state with those that need a look first', () => {
    expect(filterDags(dags, ALL, 'state').map((d) => d.name)).toEqual(['bad', 'good', 'new']);
  });
});

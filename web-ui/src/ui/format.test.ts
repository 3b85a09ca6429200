import { describe, expect, it } from 'vitest';

import { withRun } from '../live/useRunChanges';
import { formatAgo, formatBytes, formatDuration, formatLogicalTime } from './format';
import { lookOf } from './states';

describe('a duration', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [3600, '1 h'],
    [8040, '2 h 14 min'],
    [200_000, '2 d 7 h'],
    [-5, '0.0 s'],
  ])('of %d seconds is "%s"', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});

it('a run is named by its logical time, with the year where it is another one', () => {
  const at = new Date(2026, 11, 1, 3, 0).toISOString();
  expect(formatLogicalTime(at, Date.parse(at))).toBe('Tue 1 Dec 03:00');
  expect(formatLogicalTime(at, new Date(2027, 1, 1).getTime())).toBe('Tue 1 Dec 2026 03:00');
  expect(formatLogicalTime(new Date(2026, 11, 1, 0, 5).toISOString(), Date.parse(at))).toBe(
    'Tue 1 Dec 00:05',
  );
});

it('a moment is told as people do', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect([0, 30_000, 240_000, 7_200_000].map((ago) => formatAgo(now - ago, now))).toEqual([
    'just now',
    '30 s ago',
    '4 min ago',
    '2 h ago',
  ]);
});

it('sizes have units', () => {
  expect([0, 999, 1440, 384_128, 23_400_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.4 kB',
    '384 kB',
    '23 MB',
  ]);
});

it('a state that this page does not know is shown by its own word', () => {
  expect(lookOf('half_done').word).toBe('half done');
});

describe('the strip of last runs', () => {
  const run = (id: string, createdAt: string) => ({ id, state: 'running' as const, createdAt });

  it('changes a run in its place', () => {
    const after = withRun([run('b', '2'), run('a', '1')], { ...run('a', '1'), state: 'failed' });
    expect(after.map((r) => [r.id, r.state])).toEqual([
      ['b', 'running'],
      ['a', 'failed'],
    ]);
  });

  it('puts a new run first and keeps twenty', () => {
    const before = Array.from({ length: 20 }, (_, i) => run(String(i), String(50 - i)));
    const after = withRun(before, run('new', '60'));
    expect(after).toHaveLength(20);
    expect(after[0]?.id).toBe('new');
  });
});

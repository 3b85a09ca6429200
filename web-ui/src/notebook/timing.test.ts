import { expect, it } from 'vitest';

import { tookLong } from './timing';

it('shows the time of what runs and of what took a tenth of a second or more', () => {
  const startedAt = '2026-11-30T10:00:00.000Z';
  expect(tookLong({})).toBe(false);
  expect(tookLong({ startedAt })).toBe(true);
  expect(tookLong({ startedAt, endedAt: '2026-11-30T10:00:00.099Z' })).toBe(false);
  expect(tookLong({ startedAt, endedAt: '2026-11-30T10:00:00.100Z' })).toBe(true);
});

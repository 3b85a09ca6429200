import { expect, it } from 'vitest';

import { formatIn, parametersOf, timingOf } from './describe';

it.each([
  ['Asia/Seoul', '06:00'],
  ['Europe/Berlin', '22:00'],
  ['UTC', '21:00'],
  ['Not/AZone', '21:00'],
])('an instant by the clock of %s', (zone, clock) => {
  expect(formatIn('2026-11-20T21:00:00Z', zone)).toContain(clock);
});

it('an instant in a zone names its offset, which clock changes alter', () => {
  expect(formatIn('2026-07-01T00:00:00Z', 'America/New_York')).not.toBe(
    formatIn('2026-12-01T01:00:00Z', 'America/New_York'),
  );
});

it('an instant’s seconds are said when there are any', () => {
  expect(formatIn('2026-11-20T21:00:07Z', 'UTC')).toContain('21:00:07');
});

it.each([
  [{ cron: '0 6 * * *', zone: 'Asia/Seoul' }, '0 6 * * *'],
  [{ every: '15m' }, 'every 15m'],
  [{}, '–'],
])('a trigger’s timing is what its author wrote: %j', (schedule, text) => {
  expect(timingOf({ schedule })).toBe(text);
});

it('a trigger’s parameters are told by name', () => {
  expect(parametersOf({ parameters: { factors: 32, region: 'eu' } })).toEqual([
    'factors = 32',
    'region = eu',
  ]);
});

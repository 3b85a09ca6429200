import { expect, it } from 'vitest';

import { levelOf } from './level';

it.each([
  ['WARNING:root:low on memory', 'warning'],
  ['ERROR:app.db:no answer', 'error'],
  ['2026-11-30 10:00:00,123 - train - INFO - begun', 'info'],
  ['2026-11-30 10:00:00,123 CRITICAL out', 'critical'],
  ['2026-11-30T10:00:00.5 | DEBUG | x', 'debug'],
  ['2026-11-30 10:00:00 [ERROR] x', 'error'],
  ['[WARNING] x', 'warning'],
  ['[warning] Millrace says so', 'warning'],
  ['an ERROR in the middle', undefined],
  ['ERROR without a logger', undefined],
  ['INFORMATION:x:y', undefined],
  ['', undefined],
])('%s', (line, level) => {
  expect(levelOf(line)).toBe(level);
});

import { expect, it } from 'vitest';

import type { Run } from '../../api/types';
import { runStands, stepStands } from './stands';

const counts = (more: Partial<Run['counts']>): Run['counts'] => ({
  waiting: 0,
  ready: 0,
  running: 0,
  retry_wait: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  upstream_failed: 0,
  cancelled: 0,
  ...more,
});

it.each([
  ['queued', counts({ waiting: 3 }), true],
  ['running', counts({ ready: 1, succeeded: 2 }), true],
  ['running', counts({ retry_wait: 1 }), true],
  ['running', counts({ running: 1, ready: 4 }), false],
  ['running', counts({ succeeded: 3 }), false],
  ['failed', counts({ failed: 1 }), false],
] as const)('a run that is %s with %o is asked why it waits: %s', (state, given, asked) => {
  expect(runStands({ state, counts: given })).toBe(asked);
});

it('a step that runs or has ended is not asked why it waits', () => {
  expect(stepStands({ state: 'ready' })).toBe(true);
  expect(stepStands({ state: 'running' })).toBe(false);
  expect(stepStands({ state: 'skipped' })).toBe(false);
});

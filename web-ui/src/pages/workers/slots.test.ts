import { expect, it } from 'vitest';

import type { Pool, Worker } from '../../api/types';
import { slotsOf } from './slots';

const pool = (slots: number): Pool => ({ name: 'gpu', slots, used: 0, queued: 0, workers: 2 });
const worker = (name: string, slots: number, state: Worker['state'] = 'live'): Worker => ({
  id: `${name} ${slots}`,
  name,
  pool: name,
  state,
  slots,
  busy: 0,
  version: '1',
  lastHeartbeatAt: '2026-11-30T12:00:00Z',
});

it('offers the slots of the live workers of a pool, and no more than its limit', () => {
  const workers = [worker('gpu', 2), worker('gpu', 3), worker('default', 8), worker('gpu', 4, 'lost')];
  expect(slotsOf(pool(1000), workers)).toBe(5);
  expect(slotsOf(pool(4), workers)).toBe(4);
  expect(slotsOf(pool(1000), [])).toBe(0);
});

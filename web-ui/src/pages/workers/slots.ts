import type { Pool, Worker } from '../../api/types';

/** How many slots a pool can use now: what its live workers offer, and at most its limit. */
export function slotsOf(pool: Pool, workers: Worker[]): number {
  const offered = workers
    .filter((worker) => worker.pool === pool.name && worker.state === 'live')
    .reduce((sum, worker) => sum + worker.slots, 0);
  return Math.min(pool.slots, offered);
}

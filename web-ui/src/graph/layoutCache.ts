import { computeLayout } from './computeLayout';
import type { Drawing } from './drawing';
import { structureKey, type Layout } from './layout';

/** How many layouts are kept; one of a thousand steps takes less than a megabyte. */
const KEPT = 20;

type Compute = (drawing: Drawing) => Promise<Layout>;

/**
 * Keeps the layouts that were used last. All runs of a version of a Dag have the same, as long as the same groups are
 * folded: it goes by structure, and states are no part of that.
 */
export function cached(compute: Compute, limit: number): Compute {
  const kept = new Map<string, Promise<Layout>>();
  return (drawing) => {
    const key = structureKey(drawing);
    const layout = kept.get(key) ?? compute(drawing);
    // The one that was used last is the last one in the map.
    kept.delete(key);
    kept.set(key, layout);
    layout.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    return layout;
  };
}

export const cachedLayout = cached(computeLayout, KEPT);

import { expect, it, vi } from 'vitest';

import { layoutInColumns } from './columns';
import { draw, type Drawing } from './drawing';
import { cached } from './layoutCache';

const drawing = (id: string, state: string) =>
  draw([{ id, label: id, type: 'noop', dependsOn: [], state }], new Set());

const compute = () => vi.fn((one: Drawing) => Promise.resolve(layoutInColumns(one)));

it('two runs of one version are laid out once', async () => {
  const computed = compute();
  const layoutOf = cached(computed, 2);
  expect(await layoutOf(drawing('a', 'running'))).toBe(await layoutOf(drawing('a', 'failed')));
  expect(computed).toHaveBeenCalledTimes(1);
});

it('those that were used longest ago are given up', async () => {
  const computed = compute();
  const layoutOf = cached(computed, 2);
  for (const id of ['a', 'b', 'a', 'c', 'a']) await layoutOf(drawing(id, 'failed'));
  expect(computed).toHaveBeenCalledTimes(3);
  await layoutOf(drawing('b', 'failed'));
  expect(computed).toHaveBeenCalledTimes(4);
});

it('what failed is tried again', async () => {
  const computed = compute().mockRejectedValueOnce(new Error('no worker'));
  const layoutOf = cached(computed, 2);
  await expect(layoutOf(drawing('a', 'failed'))).rejects.toThrow('no worker');
  await layoutOf(drawing('a', 'failed'));
});

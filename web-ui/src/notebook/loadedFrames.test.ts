import { expect, it } from 'vitest';

import { LoadedFrames, MOST_FRAMES } from './loadedFrames';

it('unloads the farthest frame when there are too many', () => {
  const frames = new LoadedFrames();
  const unloaded: number[] = [];
  const add = (distance: number) =>
    frames.add({ distance: () => distance, unload: () => unloaded.push(distance) });
  for (let i = 1; i <= MOST_FRAMES; i++) add(i === 3 ? 1000 : i);
  expect(unloaded).toEqual([]);
  add(0);
  expect(unloaded).toEqual([1000]);
});

it('counts only frames that are there', () => {
  const frames = new LoadedFrames();
  const unloaded: number[] = [];
  for (let i = 0; i < 3 * MOST_FRAMES; i++)
    frames.add({ distance: () => i, unload: () => unloaded.push(i) })();
  expect(unloaded).toEqual([]);
});

import { describe, expect, it } from 'vitest';

import { viewportFor } from './viewport';

const ROOM = { width: 1000, height: 400 };

describe('a drawing is shown', () => {
  it('as it is, in the middle, when it is small', () => {
    expect(viewportFor({ width: 200, height: 100 }, ROOM)).toEqual({ x: 400, y: 150, zoom: 1 });
  });

  it('whole when that can be read', () => {
    expect(viewportFor({ width: 1920, height: 100 }, ROOM)).toEqual({ x: 20, y: 175, zoom: 0.5 });
  });

  it('with steps that can be read in a narrow room', () => {
    const seen = viewportFor({ width: 1400, height: 200 }, { width: 372, height: 400 });
    expect(seen).toEqual({ x: 20, y: 140, zoom: 0.6 });
  });

  it('from its left edge, at the middle of its height, when it is big', () => {
    expect(viewportFor({ width: 40_000, height: 4000 }, ROOM)).toEqual({ x: 20, y: -500, zoom: 0.35 });
  });
});

import { describe, expect, it } from 'vitest';

import { heightFor, viewportFor, viewportTo } from './viewport';

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

describe('a step that is moved into view', () => {
  const seen = { x: -300, y: 0, zoom: 0.5 };

  it('changes nothing when it is seen already', () => {
    expect(viewportTo({ x: 700, y: 100 }, seen, ROOM)).toBe(seen);
  });

  it('comes to the middle, large enough to read, when it is not', () => {
    expect(viewportTo({ x: 5000, y: 100 }, seen, ROOM)).toEqual({
      x: 500 - (5000 + 106) * 0.75,
      y: 200 - (100 + 27) * 0.75,
      zoom: 0.75,
    });
  });

  it('does not become smaller', () => {
    expect(viewportTo({ x: 5000, y: 100 }, { x: 0, y: 0, zoom: 1.2 }, ROOM).zoom).toBe(1.2);
  });
});

describe('the height of a graph', () => {
  it.each([
    ['one step', { width: 212, height: 54 }, 130],
    ['some branches', { width: 900, height: 400 }, 440],
    ['what is made smaller to fit the width', { width: 1920, height: 600 }, 340],
    ['many steps', { width: 4000, height: 3000 }, 630],
  ])('follows the content: %s', (_, drawing, height) => {
    expect(heightFor(drawing, 1000, 900)).toBe(height);
  });
});

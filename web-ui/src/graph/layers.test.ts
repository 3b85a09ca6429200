import { describe, expect, it } from 'vitest';

import { inLayers } from './layers';

const links = (...pairs: string[]) =>
  pairs.map((pair) => {
    const [from = '', to = ''] = pair.split(' ');
    return { from, to };
  });

describe('layers', () => {
  it('put each id after the last of those it is led to from', () => {
    expect(inLayers(['d', 'c', 'b', 'a'], links('a b', 'b c', 'a c', 'c d'))).toEqual([
      ['a'],
      ['b'],
      ['c'],
      ['d'],
    ]);
  });

  it('are ordered so that lines do not cross', () => {
    expect(inLayers(['a', 'b', 'x', 'y'], links('a y', 'b x'))).toEqual([
      ['a', 'b'],
      ['y', 'x'],
    ]);
  });

  it('keep the given order where lines do not say another', () => {
    expect(inLayers(['c', 'a', 'b'], [])).toEqual([['c', 'a', 'b']]);
  });

  it('end where links go round, and lose nobody', () => {
    expect(
      inLayers(['a', 'b', 'c'], links('a b', 'b a', 'b c'))
        .flat()
        .toSorted(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('are none for nothing', () => {
    expect(inLayers([], [])).toEqual([]);
  });
});

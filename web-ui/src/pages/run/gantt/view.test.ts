import { describe, expect, it } from 'vitest';

import { change } from './change';
import { marks, moved, since, zoomed } from './view';

const WHOLE = { from: 1000, to: 101_000 };

describe('zoomed', () => {
  it('keeps the place that is zoomed around', () => {
    const view = zoomed(WHOLE, WHOLE, 2, 26_000);
    expect(view.to - view.from).toBe(50_000);
    expect((26_000 - view.from) / (view.to - view.from)).toBeCloseTo(0.25);
  });
  it('never shows more than the whole, nor less than can be seen', () => {
    expect(zoomed({ from: 2000, to: 3000 }, WHOLE, 1e-9, 2500)).toEqual(WHOLE);
    const close = zoomed(WHOLE, WHOLE, 1e9, 101_000);
    expect(close).toEqual({ from: 100_950, to: 101_000 });
  });
});

describe('moved', () => {
  it('stops at both ends', () => {
    const view = { from: 11_000, to: 21_000 };
    expect(moved(view, WHOLE, -50_000)).toEqual({ from: 1000, to: 11_000 });
    expect(moved(view, WHOLE, 500_000)).toEqual({ from: 91_000, to: 101_000 });
  });
});

describe('marks', () => {
  it('are round times since the start, about so many pixels apart', () => {
    expect(marks({ from: 1000, to: 61_000 }, 1000, 500).map((m) => m.label)).toEqual([
      '0',
      '15 s',
      '30 s',
      '45 s',
      '1:00',
    ]);
    expect(marks({ from: 31_000, to: 41_000 }, 1000, 500).map((m) => m.label)).toEqual([
      '30 s',
      '32 s',
      '34 s',
      '36 s',
      '38 s',
      '40 s',
    ]);
  });
  it('reads as people write it', () => {
    expect(since(250, 50)).toBe('250 ms');
    expect(since(1250, 50)).toBe('1.25 s');
    expect(since(125_000, 1000)).toBe('2:05');
    expect(since(3_725_000, 1000)).toBe('1:02:05');
  });
});

describe('change', () => {
  it('compares with the median of the runs before', () => {
    expect(change([1, 100, 2], 4.6)).toBe('2.3 × longer');
    expect(change([10, 10], 4)).toBe('2.5 × shorter');
    expect(change([10, 10], 11)).toBe('as usual');
    expect(change([0.01], 0.03)).toBe('as usual');
  });
});

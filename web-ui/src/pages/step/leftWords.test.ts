import { expect, it } from 'vitest';

import { timeLeft } from './leftWords';

it('says what is left of the usual time, and only the usual time when that is over', () => {
  expect(timeLeft(300, 100)).toBe('about 3 min 20 s left');
  expect(timeLeft(12, 3.4)).toBe('about 9.0 s left');
  expect(timeLeft(12, 11.8)).toBe('usually takes 12 s');
  expect(timeLeft(12, 100)).toBe('usually takes 12 s');
});

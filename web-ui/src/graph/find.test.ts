import { expect, it } from 'vitest';

import { stepsWith } from './find';

const STEPS = [
  { id: 'prepare', label: 'Prepare ratings' },
  { id: 'train', label: 'Train the model' },
  { id: 'tune-8', label: 'tune-8' },
];

it.each([
  ['RATING', ['prepare']],
  ['tune', ['tune-8']],
  [' tra ', ['train']],
  ['r', ['prepare', 'train']],
  ['zzz', []],
  [' ', []],
])('steps with %j', (text, ids) => {
  expect(stepsWith(STEPS, text)).toEqual(ids);
});

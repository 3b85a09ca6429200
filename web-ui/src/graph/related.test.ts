import { expect, it } from 'vitest';

import { related, type Way } from './related';

const step = (id: string, ...dependsOn: string[]) => ({ id, dependsOn });

/** a → b → d → e, and c beside b. */
const STEPS = [step('a'), step('b', 'a'), step('c', 'a'), step('d', 'b', 'c'), step('e', 'd'), step('f')];

it.each<[string, Way, string]>([
  ['b', 'upstream', 'ab'],
  ['b', 'downstream', 'bde'],
  // What comes after a step before it is not related to it.
  ['b', 'both', 'abde'],
  ['d', 'upstream', 'abcd'],
  ['f', 'both', 'f'],
])('the steps related to %s, %s', (id, way, ids) => {
  expect([...related(STEPS, id, way)].sort().join('')).toBe(ids);
});

import { describe, expect, it } from 'vitest';

import { isComplete, nameFlaw, valueFlaw } from './rules';

describe('a secret’s name', () => {
  it.each(['warehouse', 'warehouse.password-2', '2fa_key', 'a'.repeat(63)])('may be %s', (name) => {
    expect(nameFlaw(name)).toBeUndefined();
  });

  it.each(['-a', '.a', 'a b', 'a/b', 'ä', 'a'.repeat(64)])('may not be %s', (name) => {
    expect(nameFlaw(name)).toContain('letter or digit');
  });

  it('is not complained about before it is typed', () => {
    expect(nameFlaw('')).toBeUndefined();
    expect(isComplete('', 'a value')).toBe(false);
  });
});

describe('a secret’s value', () => {
  it('is long enough to be masked, counted in bytes', () => {
    expect(valueFlaw('abc')).toContain('At least 4');
    expect(valueFlaw('    ')).toContain('At least 4');
    expect(valueFlaw('äö')).toBeUndefined();
    expect(valueFlaw('')).toBeUndefined();
  });

  it('and a name make a request', () => {
    expect(isComplete('db', 'a value')).toBe(true);
    expect(isComplete('db', 'abc')).toBe(false);
    expect(isComplete('d b', 'a value')).toBe(false);
  });
});

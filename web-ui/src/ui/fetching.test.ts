import { expect, it, vi } from 'vitest';

import { both, type Fetching } from './fetching';

const query = <T>(data: T | undefined, error: unknown = null): Fetching<T> & { refetch: () => void } => ({
  data,
  isError: error !== null,
  error,
  refetch: vi.fn(),
});

it('two answers are there when both are', () => {
  expect(both(query(1), query('a')).data).toEqual([1, 'a']);
  expect(both(query(1), query<string>(undefined)).data).toBeUndefined();
});

it('an answer that fails later counts as the one it was', () => {
  const seen = both(query(1, 'late'), query('a'));
  expect(seen.data).toEqual([1, 'a']);
  expect(seen.isError).toBe(false);
});

it('what failed is asked again, what is there is not', () => {
  const there = query(1);
  const failed = query<string>(undefined, 'refused');
  const seen = both(there, failed);
  expect(seen.error).toBe('refused');
  seen.refetch();
  expect(failed.refetch).toHaveBeenCalledOnce();
  expect(there.refetch).not.toHaveBeenCalled();
});

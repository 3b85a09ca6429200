/** As much of a query as those need who show its answer. */
export interface Fetching<T> {
  /** The answer, which stays when a later reading fails. */
  data: T | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** Two queries of which neither is shown without the other. */
export function both<A, B>(a: Fetching<A>, b: Fetching<B>): Fetching<[A, B]> {
  const missing = [a, b].filter((query) => query.data === undefined);
  const failed = missing.find((query) => query.isError);
  return {
    data: a.data === undefined || b.data === undefined ? undefined : [a.data, b.data],
    isError: failed !== undefined,
    error: failed?.error ?? null,
    refetch: () => missing.map((query) => query.refetch()),
  };
}

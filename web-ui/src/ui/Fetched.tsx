import type { ReactNode } from 'react';

import { Loading } from './Loading';
import { Problems } from './Problems';

interface Props<T> {
  /** What a query has come to; data that it had before is shown also after a later failure. */
  query: { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown };
  children: (data: T) => ReactNode;
}

/** What was fetched, or that it is on its way, or why it did not come, with a way to try again. */
export function Fetched<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  return query.isError ? <Problems error={query.error} onRetry={() => void query.refetch()} /> : <Loading />;
}

import type { ReactNode } from 'react';

import type { Fetching } from './fetching';
import { Loading } from './Loading';
import { Problems } from './Problems';

interface Props<T> {
  query: Fetching<T>;
  /** What stands around the notice as long as there is no answer: a page with its title, for example. */
  frame?: (notice: ReactNode) => ReactNode;
  children: (data: T) => ReactNode;
}

/** What was fetched, or that it is on its way, or why it did not come, with a way to try again. */
export function Fetched<T>({ query, frame = (notice) => notice, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  return frame(
    query.isError ? <Problems error={query.error} onRetry={() => void query.refetch()} /> : <Loading />,
  );
}

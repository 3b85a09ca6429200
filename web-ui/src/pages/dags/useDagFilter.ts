import { useSearchParams } from 'react-router';

import { isDagOrder, type DagFilter, type DagOrder } from './useDags';

/** Which Dags are shown: it stands in the address, so that it can be kept and sent. */
export interface ChosenDags {
  filter: DagFilter;
  order: DagOrder;
  /** Null or nothing: no longer by this. */
  set: (name: 'q' | 'project' | 'tag' | 'state' | 'sort', value: string | null) => void;
}

export function useDagFilter(): ChosenDags {
  const [search, setSearch] = useSearchParams();
  const order = search.get('sort') ?? '';
  return {
    filter: {
      text: search.get('q') ?? '',
      project: search.get('project') ?? '',
      tag: search.get('tag') ?? '',
      state: search.get('state') ?? '',
    },
    order: isDagOrder(order) ? order : 'newest',
    set: (name, value) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
  };
}

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

import { WAYS, type Way } from './related';

/** The step that is looked at, and which others with it, kept in the address. */
export interface Chosen {
  id: string | undefined;
  /** Undefined while all steps are looked at. */
  way: Way | undefined;
  choose: (id: string | undefined, way?: Way) => void;
}

export function useChosen(): Chosen {
  const [search, setSearch] = useSearchParams();
  const id = search.get('node') ?? undefined;
  const way = WAYS.find((one) => one === search.get('focus'));
  const choose = useCallback(
    (next: string | undefined, nextWay?: Way) =>
      setSearch(
        (before) => {
          const params = new URLSearchParams(before);
          put(params, 'node', next);
          put(params, 'focus', nextWay);
          return params;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return useMemo(() => ({ id, way, choose }), [id, way, choose]);
}

function put(params: URLSearchParams, name: string, value: string | undefined): void {
  if (value === undefined) params.delete(name);
  else params.set(name, value);
}

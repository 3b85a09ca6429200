import { useSearchParams } from 'react-router';

/** The open tab, kept in the address. */
export function useTab<T extends string>(tabs: readonly [T, ...T[]]): [T, (tab: string | null) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab');
  const tab = tabs.find((t) => t === asked) ?? tabs[0];
  const open = (next: string | null) =>
    setSearch(
      (before) => {
        const params = new URLSearchParams(before);
        if (next === null || next === tabs[0]) params.delete('tab');
        else params.set('tab', next);
        return params;
      },
      { replace: true },
    );
  return [tab, open];
}

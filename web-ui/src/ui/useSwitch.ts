import { useSearchParams } from 'react-router';

/** Whether a part of the address has a value, so that a link to the page shows the same. */
export function useSwitch(name: string, value: string): [boolean, (on: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (on: boolean) =>
    setSearch(
      (before) => {
        const params = new URLSearchParams(before);
        if (on) params.set(name, value);
        else params.delete(name);
        return params;
      },
      { replace: true },
    );
  return [search.get(name) === value, set];
}

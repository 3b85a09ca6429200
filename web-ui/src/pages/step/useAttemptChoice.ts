import { useSearchParams } from 'react-router';

import type { AttemptBrief, StepRun } from '../../api/types';

/** Which attempt is shown, and which one it is compared with; both kept in the address. */
export function useAttemptChoice(step: StepRun) {
  const [search, setSearch] = useSearchParams();
  const latest = step.attempts.at(-1);
  const find = (name: string) => step.attempts.find((a) => a.id === search.get(name));
  const chosen = find('attempt') ?? latest;
  const compared = find('with');
  const other = compared === chosen ? undefined : compared;
  const set = (name: string, attempt: AttemptBrief | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (attempt === undefined) next.delete(name);
        else next.set(name, attempt.id);
        return next;
      },
      { replace: true },
    );
  return {
    chosen,
    other,
    /** The latest attempt needs no mention: the page then follows to the next one. */
    choose: (attempt: AttemptBrief) => set('attempt', attempt === latest ? undefined : attempt),
    compareWith: (attempt: AttemptBrief | undefined) => set('with', attempt),
  };
}

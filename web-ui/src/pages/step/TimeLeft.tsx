import { useQuery } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { StepRun } from '../../api/types';
import { useNow } from '../../ui/Time';
import { timeLeft } from './leftWords';

/** How long a running step may still take, by what it took in the runs before. */
export function TimeLeft({ step }: { step: StepRun }) {
  const usual = useQuery({
    queryKey: keys.usualDuration(step.run, step.step),
    queryFn: ({ signal }) => api.usualDuration(step.run, step.step, signal),
    staleTime: Infinity,
  });
  const now = useNow(true);
  const startedAt = step.attempts.at(-1)?.startedAt;
  const median = usual.data?.medianSeconds;
  if (startedAt === undefined || median === undefined) return null;
  return (
    <span title={`The median of ${usual.data?.attempts ?? 0} successful attempts in the runs before`}>
      {timeLeft(median, (now - Date.parse(startedAt)) / 1000)}
    </span>
  );
}

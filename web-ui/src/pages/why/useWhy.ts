import { useQuery } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';

/** Reasons change with workers, pools and other runs, of which this run has no events. */
const REREAD_MILLIS = 5000;

export function useWhy(run: string, step: string | undefined) {
  return useQuery({
    queryKey: keys.why(run, step),
    queryFn: ({ signal }) => (step === undefined ? api.whyRun(run, signal) : api.whyStep(run, step, signal)),
    refetchInterval: REREAD_MILLIS,
    retry: false,
  });
}

import { useParams, useSearchParams } from 'react-router';

import { Report } from './Report';

/** The report of one attempt of a step; without one in the address, of the newest. */
export function AttemptReportPage() {
  const { run = '', step = '' } = useParams();
  const [search] = useSearchParams();
  return <Report run={run} step={step} map={search.get('map')} attempt={search.get('attempt')} />;
}

import { useQuery } from '@tanstack/react-query';
import { IconReport } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import { problemOf } from '../../api/problem';
import { links } from '../../app/links';
import { Fetched } from '../../ui/Fetched';
import { Empty, Page } from '../../ui/Layout';
import { Report } from './Report';

/** The report of the latest successful run of a step: an address that stays the same. */
export function LatestReportPage() {
  const { project = '', dag = '', step = '' } = useParams();
  const latest = useQuery({
    queryKey: keys.latestSuccess(project, dag, step),
    queryFn: ({ signal }) => api.latestSuccess(project, dag, step, signal),
    retry: false,
  });
  if (latest.isError && problemOf(latest.error).code === 'NO_SUCCESS')
    return (
      <Page title={`${step} · ${dag}`} heading={step}>
        <Empty icon={<IconReport size={32} stroke={1.5} />} title="No successful run yet">
          The report of step {step} appears here when a run of <Link to={links.dag(project, dag)}>{dag}</Link>{' '}
          has succeeded.
        </Empty>
      </Page>
    );
  return (
    <Fetched query={latest} frame={(notice) => <Page title={step}>{notice}</Page>}>
      {(success) => <Report run={success.run} step={step} map={null} attempt={success.attempt} latest />}
    </Fetched>
  );
}

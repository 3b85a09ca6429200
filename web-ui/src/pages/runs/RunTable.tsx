import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { RunFilter } from '../../api/endpoints';
import type { Run } from '../../api/types';
import { links } from '../../app/links';
import { shortId } from '../../ui/format';
import { Empty, Section, TableBox } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { StateBadge } from '../../ui/StateBadge';
import { Ago, Duration } from '../../ui/Time';
import styles from './RunTable.module.css';
import { useRuns } from './useRuns';

/** Runs that match, newest first. The Dag's column is left out where the filter names one. */
export function RunTable({ filter }: { filter: RunFilter }) {
  const runs = useRuns(filter);
  if (runs.isError && !runs.data) return <Problems error={runs.error} onRetry={() => void runs.refetch()} />;
  if (!runs.data) return <Loading />;
  const rows = runs.data.pages.flatMap((page) => page.items);
  return (
    <Section title="Runs" flush>
      {rows.length === 0 ? (
        <Empty icon={<IconListDetails size={30} stroke={1.5} />} title="No runs">
          {filter.state ? 'No run is in this state.' : 'A run appears here as soon as a Dag is triggered.'}
        </Empty>
      ) : (
        <TableBox label="Runs">
          <thead>
            <tr>
              <th>Run</th>
              {filter.dag === undefined && <th>Dag</th>}
              <th>State</th>
              <th>Created</th>
              <th>Duration</th>
              <th>By</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((run) => (
              <RunRow key={run.id} run={run} withDag={filter.dag === undefined} />
            ))}
          </tbody>
        </TableBox>
      )}
      {runs.hasNextPage && (
        <div className={styles.more}>
          <Button
            variant="default"
            size="xs"
            loading={runs.isFetchingNextPage}
            onClick={() => void runs.fetchNextPage()}
          >
            Older runs
          </Button>
        </div>
      )}
    </Section>
  );
}

function RunRow({ run, withDag }: { run: Run; withDag: boolean }) {
  return (
    <tr>
      <td>
        <Link to={links.run(run.id)} className={styles.id}>
          {shortId(run.id)}
        </Link>
        {run.note && <div className={styles.dim}>{run.note}</div>}
      </td>
      {withDag && (
        <td>
          <Link to={links.dag(run.project, run.dag)}>{run.dag}</Link>
          <div className={styles.dim}>{run.project}</div>
        </td>
      )}
      <td>
        <StateBadge state={run.state} />
        {run.stateText !== run.state && run.stateText !== '' && (
          <div className={styles.text} title={run.stateText}>
            {run.stateText}
          </div>
        )}
      </td>
      <td>
        <Ago at={run.createdAt} />
      </td>
      <td>
        <Duration from={run.startedAt} to={run.endedAt} />
      </td>
      <td>{run.createdBy}</td>
    </tr>
  );
}

import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { RunFilter } from '../../api/endpoints';
import type { Run } from '../../api/types';
import { links } from '../../app/links';
import { shortId } from '../../ui/format';
import { Fetched } from '../../ui/Fetched';
import { Empty, Section, TableBox } from '../../ui/Layout';
import { StateBadge } from '../../ui/StateBadge';
import { beyond } from '../../ui/states';
import { Ago, Duration } from '../../ui/Time';
import styles from './RunTable.module.css';
import { useRuns } from './useRuns';

/** Runs that match, newest first. The Dag's column is left out where the filter names one. */
export function RunTable({ filter }: { filter: RunFilter }) {
  const runs = useRuns(filter);
  return (
    <Section title="Runs" flush>
      <Fetched query={runs}>
        {({ pages }) => <Rows rows={pages.flatMap((page) => page.items)} filter={filter} />}
      </Fetched>
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

function Rows({ rows, filter }: { rows: Run[]; filter: RunFilter }) {
  if (rows.length === 0) {
    return (
      <Empty icon={<IconListDetails size={30} stroke={1.5} />} title="No runs">
        {filter.state ? 'No run is in this state.' : 'A run appears here as soon as a Dag is triggered.'}
      </Empty>
    );
  }
  return (
    <TableBox label="Runs">
      <thead>
        <tr>
          <th>Run</th>
          <th>State</th>
          {filter.dag === undefined && <th>Dag</th>}
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
  );
}

function RunRow({ run, withDag }: { run: Run; withDag: boolean }) {
  const text = beyond(run.state, run.stateText);
  return (
    <tr>
      <td>
        <Link to={links.run(run.id)} className={styles.id}>
          {shortId(run.id)}
        </Link>
        {run.note && (
          <div className={styles.dim} title={run.note}>
            {run.note}
          </div>
        )}
      </td>
      <td className={styles.state}>
        <StateBadge state={run.state} />
        {text !== undefined && (
          <div className={styles.text} title={text}>
            {text}
          </div>
        )}
      </td>
      {withDag && (
        <td>
          <div className={styles.name} title={run.dag}>
            <Link to={links.dag(run.project, run.dag)}>{run.dag}</Link>
          </div>
          <div className={styles.dim}>{run.project}</div>
        </td>
      )}
      <td>
        <Ago at={run.createdAt} />
      </td>
      <td>
        <Duration from={run.startedAt} to={run.endedAt} />
      </td>
      <td>
        <div className={styles.name} title={run.createdBy}>
          {run.createdBy}
        </div>
      </td>
    </tr>
  );
}

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'react-router';

import type { Dag } from '../../api/types';
import { links } from '../../app/links';
import { allows, useMe } from '../../app/session';
import { formatDuration, plural } from '../../ui/format';
import { Empty, TableBox } from '../../ui/Layout';
import { RunStrip } from '../../ui/RunStrip';
import { StateBadge } from '../../ui/StateBadge';
import { Tags } from '../../ui/Tags';
import { Ago } from '../../ui/Time';
import styles from './DagsPage.module.css';
import { recordOf } from './record';

interface TableProps {
  dags: Dag[];
  withProject: boolean;
  onTrigger: (dag: Dag) => void;
}

/** Each Dag with how it did lately. */
export function DagTable({ dags, withProject, onTrigger }: TableProps) {
  const me = useMe().data;
  if (dags.length === 0) return <Empty title="No Dag matches">Change the search or the filters.</Empty>;
  return (
    <TableBox label="Dags">
      <thead>
        <tr>
          <th>Dag</th>
          <th>Last run</th>
          <th>Last 20 runs</th>
          <th title="Of the last 20 runs; cancelled ones do not count">Success</th>
          <th title="Typically: the median of the last runs that succeeded">Duration</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {dags.map((dag) => (
          <tr key={`${dag.project}/${dag.name}`}>
            <td>
              <div className={styles.name}>
                <Link to={links.dag(dag.project, dag.name)}>{dag.title ?? dag.name}</Link>
                <Tags tags={dag.tags} />
              </div>
              <div className={styles.sub}>
                {withProject && `${dag.project} / `}
                {dag.name}
                {dag.origin.kind === 'implicit' && ' · a single notebook'}
              </div>
            </td>
            <td>
              <LastRun dag={dag} />
            </td>
            <td>
              <RunStrip runs={dag.lastRuns} />
            </td>
            <RecordCells dag={dag} />
            <td className={styles.action}>
              {allows(me, 'operator', dag.project) && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconPlayerPlay size={13} />}
                  onClick={() => onTrigger(dag)}
                  aria-label={`Trigger ${dag.name}`}
                >
                  Trigger
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function RecordCells({ dag }: { dag: Dag }) {
  const { judged, succeeded, typicalSeconds } = recordOf(dag.lastRuns);
  return (
    <>
      <td className={styles.number}>
        {judged === 0 ? (
          '–'
        ) : (
          <span title={`${succeeded} of ${plural(judged, 'run')} succeeded`}>
            {Math.round((100 * succeeded) / judged)} %
          </span>
        )}
      </td>
      <td className={styles.number}>{typicalSeconds === undefined ? '–' : formatDuration(typicalSeconds)}</td>
    </>
  );
}

function LastRun({ dag }: { dag: Dag }) {
  const last = dag.lastRuns[0];
  if (last === undefined) return <span className={styles.sub}>no runs yet</span>;
  return (
    <div className={styles.last}>
      <Link to={links.run(last.id)}>
        <StateBadge state={last.state} />
      </Link>
      <span className={styles.sub}>
        <Ago at={last.endedAt ?? last.startedAt ?? last.createdAt} />
      </span>
    </div>
  );
}

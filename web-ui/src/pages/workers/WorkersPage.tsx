import { Button } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';
import { useState } from 'react';

import type { Pool, Worker } from '../../api/types';
import { useMay } from '../../app/session';
import { plural } from '../../ui/format';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Fetched } from '../../ui/Fetched';
import { Empty, Page, Section, TableBox } from '../../ui/Layout';
import { StateBadge } from '../../ui/StateBadge';
import { Ago } from '../../ui/Time';
import { slotsOf } from './slots';
import { useDrainWorker, useWorkers } from './useWorkers';
import styles from './WorkersPage.module.css';

export function WorkersPage() {
  const { workers, pools } = useWorkers();
  const mayDrain = useMay('admin');
  const [asked, setAsked] = useState<Worker | null>(null);
  return (
    <Page title="Workers and pools">
      <Section title="Pools" flush>
        <Fetched query={pools}>{(all) => <PoolTable pools={all} workers={workers.data ?? []} />}</Fetched>
      </Section>
      <Section title="Workers" flush>
        <Fetched query={workers}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon={<IconCpu size={30} stroke={1.5} />} title="No worker is connected">
                Steps wait until one is. This starts one:
                <pre>./millrace worker --server URL --token-file F</pre>
              </Empty>
            ) : (
              <WorkerTable workers={all} onDrain={mayDrain ? setAsked : undefined} />
            )
          }
        </Fetched>
      </Section>
      {asked && <DrainDialog worker={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function PoolTable({ pools, workers }: { pools: Pool[]; workers: Worker[] }) {
  return (
    <TableBox label="Pools">
      <thead>
        <tr>
          <th>Pool</th>
          <th>Slots in use</th>
          <th>Limit</th>
          <th>Queued</th>
          <th>Workers</th>
        </tr>
      </thead>
      <tbody>
        {pools.map((pool) => (
          <tr key={pool.name}>
            <td>
              <strong>{pool.name}</strong>
            </td>
            <td>
              <Use used={pool.used} of={slotsOf(pool, workers)} />
            </td>
            <td>{pool.slots}</td>
            <td>{plural(pool.queued, 'step')}</td>
            <td>{pool.workers === 0 ? 'No workers: steps will wait' : pool.workers}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function WorkerTable({
  workers,
  onDrain,
}: {
  workers: Worker[];
  onDrain: ((worker: Worker) => void) | undefined;
}) {
  return (
    <TableBox label="Workers">
      <thead>
        <tr>
          <th>Worker</th>
          <th>State</th>
          <th>Pool</th>
          <th>Slots in use</th>
          <th>Last heartbeat</th>
          <th>Version</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <tr key={worker.id}>
            <td>
              <strong>{worker.name}</strong>
            </td>
            <td>
              <StateBadge state={worker.state} />
              {worker.trouble && <div className={styles.trouble}>{worker.trouble}</div>}
            </td>
            <td>{worker.pool}</td>
            <td>
              <Use used={worker.busy} of={worker.slots} />
            </td>
            <td>
              <Ago at={worker.lastHeartbeatAt} />
            </td>
            <td>{worker.version}</td>
            <td>
              {onDrain && worker.state === 'live' && (
                <Button size="compact-xs" variant="default" onClick={() => onDrain(worker)}>
                  Drain
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function Use({ used, of }: { used: number; of: number }) {
  return (
    <span className={styles.use}>
      <meter
        className={styles.meter}
        min={0}
        max={Math.max(1, of)}
        value={used}
        aria-label={`${used} of ${of} slots`}
      />
      {used} of {of}
    </span>
  );
}

function DrainDialog({ worker, onClose }: { worker: Worker; onClose: () => void }) {
  const drain = useDrainWorker();
  return (
    <ConfirmDialog
      title={`Drain ${worker.name}?`}
      act="Drain"
      action={drain}
      onAct={() => drain.mutate(worker.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {worker.busy === 0
        ? 'It runs nothing now'
        : `${plural(worker.busy, 'slot')} in use: what runs goes on to its end`}
      . It takes no further step and stops when it is idle.
    </ConfirmDialog>
  );
}

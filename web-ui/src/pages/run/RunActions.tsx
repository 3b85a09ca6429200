import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { Run, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { isRunEnded } from '../../ui/states';
import { useDag } from '../dag/useDag';
import { TriggerDialog } from '../trigger/TriggerDialog';
import { CancelDialog } from './CancelDialog';
import { givenParameters } from './describe';
import { RerunDialog } from './rerun/RerunDialog';
import styles from './RunPage.module.css';

type Action = 'cancel' | 'trigger' | 'rerun';

/** What one can do with the run; what its state suggests stands out. */
export function RunActions({ run, steps }: { run: Run; steps: StepRun[] }) {
  const mayOperate = useMay('operator', run.project);
  const [asking, setAsking] = useState<Action | null>(null);
  const dag = useDag(run.project, run.dag, asking === 'trigger');
  const failed = run.counts.failed + run.counts.upstream_failed + run.counts.cancelled;
  const primary: Action = !isRunEnded(run.state) ? 'cancel' : failed > 0 ? 'rerun' : 'trigger';
  const look = (action: Action) => (action === primary ? 'filled' : 'default');
  return (
    <>
      <NearRuns run={run} />
      {mayOperate && isRunEnded(run.state) && (
        <Button
          variant={look('rerun')}
          leftSection={<IconRefresh size={15} />}
          onClick={() => setAsking('rerun')}
        >
          {failed > 0 ? 'Rerun failed' : 'Rerun steps'}
        </Button>
      )}
      {mayOperate && (
        <Button
          variant={look('trigger')}
          leftSection={<IconPlayerPlay size={15} />}
          loading={asking === 'trigger' && dag.isPending}
          onClick={() => setAsking('trigger')}
        >
          Trigger again
        </Button>
      )}
      {mayOperate && !isRunEnded(run.state) && (
        <Button
          color="red"
          variant={look('cancel')}
          leftSection={<IconPlayerStop size={15} />}
          disabled={run.state === 'cancelling'}
          onClick={() => setAsking('cancel')}
        >
          {run.state === 'cancelling' ? 'Cancelling' : 'Cancel run'}
        </Button>
      )}
      {asking === 'cancel' && <CancelDialog run={run} steps={steps} onClose={() => setAsking(null)} />}
      {asking === 'rerun' && <RerunDialog run={run} steps={steps} onClose={() => setAsking(null)} />}
      {asking === 'trigger' && dag.data && (
        <TriggerDialog dag={dag.data} given={givenParameters(run)} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

/** The ways to the runs of the Dag before and after this one; the newest has none after it until there is another. */
function NearRuns({ run }: { run: Run }) {
  const near = useQuery({
    queryKey: keys.neighbours(run.id),
    queryFn: ({ signal }) => api.neighbours(run.id, signal),
  });
  return (
    <ActionIcon.Group className={styles.near}>
      <Near to={near.data?.previous} label="Previous run">
        <IconChevronLeft size={16} />
      </Near>
      <Near to={near.data?.next} label="Next run">
        <IconChevronRight size={16} />
      </Near>
    </ActionIcon.Group>
  );
}

function Near({ to, label, children }: { to: string | undefined; label: string; children: React.ReactNode }) {
  if (to === undefined) {
    return (
      <ActionIcon variant="default" size="input-sm" disabled aria-label={label}>
        {children}
      </ActionIcon>
    );
  }
  return (
    <Tooltip label={label}>
      <ActionIcon component={Link} to={links.run(to)} variant="default" size="input-sm" aria-label={label}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

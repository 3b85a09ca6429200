import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { RerunRequest, Run } from '../../../api/types';
import { stepKey } from '../../../live/runReducer';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Fetched } from '../../../ui/Fetched';
import { StateBadge } from '../../../ui/StateBadge';
import { plural } from '../../../ui/format';
import styles from './RerunDialog.module.css';
import { useRerun, useRerunPlan } from './useRerun';

type Version = NonNullable<RerunRequest['version']>;

const VERSIONS: { value: Version; label: string }[] = [
  { value: 'original', label: 'The version it ran' },
  { value: 'latest', label: 'The latest version' },
];
const VERSION_TEXTS: Record<Version, string> = {
  original: 'The same notebooks and files as before.',
  latest: 'What was deployed since, a fix for example. Earlier attempts stay as they are.',
};

interface Props {
  run: Run;
  /** The step to begin at; without it, everything that did not succeed. */
  step?: string;
  onClose: () => void;
}

/** Shows which steps would run again, and reopens the run with them. */
export function RerunDialog({ run, step, onClose }: Props) {
  const [version, setVersion] = useState<Version>('original');
  const [upstream, setUpstream] = useState(false);
  const [reason, setReason] = useState('');
  const asked: RerunRequest = {
    ...(step === undefined
      ? { only: 'failed', downstream: true }
      : { only: 'selected', steps: [step], downstream: true, upstream }),
    version,
  };
  const plan = useRerunPlan(run.id, asked);
  const rerun = useRerun(run.id);
  const touched = plan.data?.touched ?? [];
  return (
    <ConfirmDialog
      title={step === undefined ? 'Rerun what failed?' : `Rerun from ${step}?`}
      keep="Leave it"
      act={touched.length === 0 ? 'Rerun' : `Rerun ${plural(touched.length, 'step')}`}
      ready={plan.isSuccess && !plan.isFetching && touched.length > 0}
      action={rerun}
      onAct={() =>
        rerun.mutate(
          { ...asked, reason: reason.trim() === '' ? undefined : reason.trim() },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <div className={styles.form}>
        <div>
          <SegmentedControl
            fullWidth
            aria-label="Version"
            data={VERSIONS}
            value={version}
            onChange={(value) => setVersion(value)}
          />
          <p className={styles.hint}>{VERSION_TEXTS[version]}</p>
        </div>
        {step !== undefined && (
          <Switch
            label="Also everything before it"
            checked={upstream}
            onChange={(event) => setUpstream(event.currentTarget.checked)}
          />
        )}
        <Fetched query={plan}>{() => <Touched touched={touched} />}</Fetched>
        <TextInput
          label="Why"
          description="Shown with the run; may stay empty"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </ConfirmDialog>
  );
}

function Touched({ touched }: { touched: { step: string; mapPath: number[]; state: string }[] }) {
  if (touched.length === 0) return <p className={styles.hint}>There is nothing to run again.</p>;
  return (
    <div>
      <p className={styles.hint}>
        {touched.length === 1 ? 'This step runs' : `These ${touched.length} steps run`} again; the rest keeps
        its results.
      </p>
      <ul className={styles.touched} aria-label="Steps that run again" tabIndex={0}>
        {touched.map((one) => (
          <li key={stepKey(one.step, one.mapPath)}>
            <span className={styles.step}>{stepKey(one.step, one.mapPath)}</span>
            <StateBadge state={one.state} plain />
          </li>
        ))}
      </ul>
    </div>
  );
}

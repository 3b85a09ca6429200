import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';

import type { RerunRequest, Run, StepRun } from '../../../api/types';
import { stepKey } from '../../../live/runReducer';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Fetched } from '../../../ui/Fetched';
import { StateBadge } from '../../../ui/StateBadge';
import { plural } from '../../../ui/format';
import { Ago } from '../../../ui/Time';
import styles from './RerunDialog.module.css';
import { StepChoice } from './StepChoice';
import { useRerun, useRerunPlan } from './useRerun';
import { useSince, type Since } from './useSince';

type Version = NonNullable<RerunRequest['version']>;

type What = 'failed' | 'chosen';

interface Props {
  run: Run;
  /** All of the run, to choose from. */
  steps: StepRun[];
  /** The step to begin at; without it, everything that did not succeed, or what is chosen. */
  step?: string;
  onClose: () => void;
}

/** Shows which steps would run again, and on which version, and reopens the run with them. */
export function RerunDialog({ run, steps, step, onClose }: Props) {
  const narrow = useMediaQuery('(max-width: 500px)', undefined, { getInitialValueInEffect: false });
  const since = useSince(run);
  const [picked, setVersion] = useState<Version>();
  // A fix that was deployed since is what a rerun is nearly always for.
  const version = picked ?? (since?.differs === true ? 'latest' : 'original');
  const [what, setWhat] = useState<What>(() => (steps.some(isBad) ? 'failed' : 'chosen'));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [upstream, setUpstream] = useState(false);
  const [reason, setReason] = useState('');
  const asked: RerunRequest = {
    ...(step !== undefined
      ? { only: 'selected', steps: [step], downstream: true, upstream }
      : what === 'failed'
        ? { only: 'failed', downstream: true }
        : { only: 'selected', steps: [...chosen], downstream: true }),
    version,
  };
  const nothing = step === undefined && what === 'chosen' && chosen.size === 0;
  const plan = useRerunPlan(run.id, asked, since !== undefined && !nothing);
  const rerun = useRerun(run.id);
  const touched = nothing ? [] : (plan.data?.touched ?? []);
  return (
    <ConfirmDialog
      title={step === undefined ? 'Rerun steps?' : `Rerun from ${step}?`}
      keep="Cancel"
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
        {step === undefined && (
          <SegmentedControl
            fullWidth
            aria-label="Which steps"
            data={[
              { value: 'failed', label: 'What failed' },
              { value: 'chosen', label: 'Chosen steps' },
            ]}
            value={what}
            onChange={(value) => setWhat(value === 'failed' ? 'failed' : 'chosen')}
          />
        )}
        {step === undefined && what === 'chosen' && (
          <StepChoice steps={steps} chosen={chosen} onChoose={setChosen} />
        )}
        <div>
          <SegmentedControl
            fullWidth
            orientation={narrow ? 'vertical' : 'horizontal'}
            aria-label="Version"
            data={[
              { value: 'original', label: `Version ${run.dagVersion}, as it ran` },
              { value: 'latest', label: latestWords(run, since) },
            ]}
            value={version}
            onChange={(value) => setVersion(value === 'latest' ? 'latest' : 'original')}
          />
          {version === 'original' ? (
            <p className={styles.hint}>The same notebooks and files as before.</p>
          ) : (
            <Changes since={since} />
          )}
        </div>
        {step !== undefined && (
          <Switch
            label="Also everything before it"
            checked={upstream}
            onChange={(event) => setUpstream(event.currentTarget.checked)}
          />
        )}
        {nothing ? (
          <p className={styles.hint}>Choose at least one step.</p>
        ) : (
          <Fetched query={plan}>{() => <Touched touched={touched} />}</Fetched>
        )}
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

function latestWords(run: Run, since: Since | undefined): string {
  if (since === undefined) return 'The latest version';
  // Notebooks and files may change while the definition stays as it is.
  return since.differs && since.version === run.dagVersion
    ? `Version ${since.version}, newest files`
    : `Version ${since.version}, the latest`;
}

function isBad({ state }: StepRun): boolean {
  return state === 'failed' || state === 'upstream_failed' || state === 'cancelled';
}

/** What differs between what the run used and what is deployed now. */
function Changes({ since }: { since: Since | undefined }) {
  if (since === undefined) return null;
  if (!since.differs) return <p className={styles.hint}>Nothing was deployed since.</p>;
  return (
    <div className={styles.hint}>
      Deployed {since.at === undefined ? 'since' : <Ago at={since.at} />}. Earlier attempts stay as they are.
      <ul className={styles.changes} aria-label="Changes">
        {since.lines.slice(0, 8).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {since.lines.length > 8 && <li>and {since.lines.length - 8} more</li>}
      </ul>
    </div>
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

import { Button, CloseButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileText, IconNotebook, IconRefresh, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { StepRun } from '../../../api/types';
import { links } from '../../../app/links';
import { useMay } from '../../../app/session';
import { Fetched } from '../../../ui/Fetched';
import { formatDuration, formatLogicalTime } from '../../../ui/format';
import { Facts } from '../../../ui/Layout';
import { SidePanel } from '../../../ui/SidePanel';
import { StateBadge } from '../../../ui/StateBadge';
import { Duration } from '../../../ui/Time';
import { isStepEnded } from '../../../ui/states';
import { RerunDialog } from '../../run/rerun/RerunDialog';
import styles from './Grid.module.css';
import { cellOf, runSeconds, type Column, type Row } from './model';
import { useGridStep } from './useGrid';
import { cellWords, tickWords, timeWords, triggerWords } from './words';

interface Props {
  project: string;
  column: Column;
  /** Undefined: the run itself. */
  row: Row | undefined;
  onStep: (step: string) => void;
  onClose: () => void;
}

/** What is open of the grid: beside it, or over it where the window is narrow. */
export function GridPanel({ project, column, row, onStep, onClose }: Props) {
  const narrow = useMediaQuery('(max-width: 1000px)', undefined, { getInitialValueInEffect: false });
  const title = row?.label ?? (column.kind === 'run' ? 'Run' : 'No run');
  const content = <Content project={project} column={column} row={row} onStep={onStep} />;
  if (narrow) {
    return (
      <SidePanel title={title} onClose={onClose}>
        {content}
      </SidePanel>
    );
  }
  return (
    <aside
      aria-label={title}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.panelHead}>
        <h3>{title}</h3>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      {content}
    </aside>
  );
}

function Content({ project, column, row, onStep }: Omit<Props, 'onClose'>): ReactNode {
  if (column.kind === 'tick') {
    return (
      <p className={styles.words}>
        {timeWords(column)}. {tickWords(column.tick)}
      </p>
    );
  }
  const [step] = row?.steps ?? [];
  if (row?.folded === undefined && step !== undefined) {
    return (
      <StepContent
        key={`${column.id} ${step}`}
        project={project}
        column={column}
        step={step}
        cell={cellWords(row && cellOf(column, row))}
        absent={row !== undefined && cellOf(column, row) === undefined}
      />
    );
  }
  return <RunContent column={column} steps={row?.steps ?? []} onStep={onStep} />;
}

function RunContent({
  column,
  steps,
  onStep,
}: {
  column: Column & { kind: 'run' };
  steps: readonly string[];
  onStep: (step: string) => void;
}) {
  const { run } = column;
  const seconds = runSeconds(run);
  return (
    <div className={styles.content}>
      <Facts
        facts={[
          ['State', <StateBadge key="state" state={run.state} />],
          ['Time', timeWords(column)],
          ['Duration', seconds === undefined ? '–' : formatDuration(seconds)],
          ['Started', triggerWords(run)],
        ]}
      />
      {steps.length > 0 && (
        <ul className={styles.steps}>
          {steps.map((step) => {
            const cell = cellOf(column, { key: step, label: step, level: 1, steps: [step] });
            return (
              <li key={step}>
                <button type="button" onClick={() => onStep(step)}>
                  {step}
                </button>
                {cell ? (
                  <StateBadge state={cell.state} plain />
                ) : (
                  <span className={styles.dim}>not in this run</span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <div className={styles.actions}>
        <Button
          component={Link}
          to={links.run(run.id)}
          variant="default"
          leftSection={<IconRoute size={15} />}
        >
          Open the run
        </Button>
      </div>
    </div>
  );
}

interface StepProps {
  project: string;
  column: Column & { kind: 'run' };
  step: string;
  /** What the cell says: another one makes the step be read again. */
  cell: string;
  absent: boolean;
}

function StepContent({ project, column, step, cell, absent }: StepProps) {
  const read = useGridStep(column.id, step, cell, !absent);
  if (absent) return <p className={styles.words}>This run does not have the step.</p>;
  return <Fetched query={read}>{(known) => <Step project={project} column={column} step={known} />}</Fetched>;
}

function Step({ project, column, step }: { project: string; column: Column; step: StepRun }) {
  const to = links.step(step.run, step.step, step.mapPath);
  const last = step.attempts.at(-1);
  const message = last?.message ?? step.message;
  return (
    <div className={styles.content}>
      <Facts
        facts={[
          ['State', <StateBadge key="state" state={step.state} />],
          ['Time', timeWords(column)],
          ['Duration', <Duration key="duration" from={step.startedAt} to={step.endedAt} />],
        ]}
      />
      {message !== undefined && (
        <div className={styles.message} data-failed={step.state === 'failed' || undefined}>
          {message}
        </div>
      )}
      {step.attempts.length > 0 && (
        <ol className={styles.attempts} aria-label="Attempts">
          {step.attempts.map((attempt) => (
            <li key={attempt.id}>
              <span>Attempt {attempt.number}</span>
              <StateBadge state={attempt.state} plain />
              <span className={styles.dim}>
                <Duration from={attempt.startedAt} to={attempt.endedAt} />
                {attempt.startedAt !== undefined && `, ${formatLogicalTime(attempt.startedAt)}`}
                {attempt.worker !== undefined && `, ${attempt.worker}`}
              </span>
            </li>
          ))}
        </ol>
      )}
      <div className={styles.actions}>
        <Button component={Link} to={to} variant="default" leftSection={<IconNotebook size={15} />}>
          {step.work.notebook === undefined ? 'Open the step' : 'Open the notebook'}
        </Button>
        {last !== undefined && (
          <Button
            component={Link}
            to={`${to}${to.includes('?') ? '&' : '?'}tab=log`}
            variant="default"
            leftSection={<IconFileText size={15} />}
          >
            Log
          </Button>
        )}
        <Button
          component={Link}
          to={links.run(step.run)}
          variant="default"
          leftSection={<IconRoute size={15} />}
        >
          Run
        </Button>
        {isStepEnded(step.state) && <Rerun project={project} step={step} />}
      </div>
    </div>
  );
}

function Rerun({ project, step }: { project: string; step: StepRun }) {
  const mayOperate = useMay('operator', project);
  const [asking, setAsking] = useState(false);
  const run = useQuery({
    queryKey: keys.run(step.run),
    queryFn: ({ signal }) => api.run(step.run, signal),
    enabled: asking,
  });
  const steps = useQuery({
    queryKey: keys.steps(step.run),
    queryFn: ({ signal }) => api.steps(step.run, signal),
    enabled: asking,
  });
  if (!mayOperate) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={15} />}
        loading={asking && (run.isPending || steps.isPending)}
        onClick={() => setAsking(true)}
      >
        Rerun from here
      </Button>
      {asking && run.data && steps.data && (
        <RerunDialog run={run.data} steps={steps.data} step={step.step} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

import { Link } from 'react-router';

import type { Attempt, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { stepKey } from '../../live/runReducer';
import { Section, TableBox } from '../../ui/Layout';
import { StateBadge } from '../../ui/StateBadge';
import { beyond } from '../../ui/states';
import { Ago, Duration } from '../../ui/Time';
import { latestAttempt, noteOf } from './describe';
import styles from './RunPage.module.css';

interface Props {
  steps: StepRun[];
  progress: Map<string, Attempt>;
  /** Its attempts did not all run the same version. */
  withVersions: boolean;
}

export function StepTable({ steps, progress, withVersions }: Props) {
  return (
    <Section title={`${steps.length} steps`} flush>
      <TableBox label="Steps">
        <thead>
          <tr>
            <th>Step</th>
            <th>State</th>
            <th>Attempts</th>
            {withVersions && <th>Version</th>}
            <th>Worker</th>
            <th>Started</th>
            <th>Duration</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <StepRow key={step.id} step={step} note={noteOf(step, progress)} withVersion={withVersions} />
          ))}
        </tbody>
      </TableBox>
    </Section>
  );
}

interface RowProps {
  step: StepRun;
  note: string | undefined;
  withVersion: boolean;
}

function StepRow({ step, note, withVersion }: RowProps) {
  const latest = latestAttempt(step);
  const message = beyond(step.state, step.message ?? step.stateText);
  return (
    <tr>
      <td>
        <div className={styles.step}>
          <Link to={links.step(step.run, step.step, step.mapPath)}>{stepKey(step.step, step.mapPath)}</Link>
          <span className={styles.dim}>{step.type}</span>
        </div>
        {step.title && <div className={styles.dim}>{step.title}</div>}
      </td>
      <td>
        <StateBadge state={step.state} />{' '}
        <span className={styles.dim}>{step.state === 'running' ? note : ''}</span>
        {message !== undefined && (
          <div className={styles.message} title={message}>
            {message}
          </div>
        )}
        {step.state === 'retry_wait' && step.notBefore && (
          <div className={styles.dim}>next attempt at {new Date(step.notBefore).toLocaleTimeString()}</div>
        )}
      </td>
      <td>{step.attempts.length === 0 ? '–' : step.attempts.length}</td>
      {withVersion && <td>{latest?.dagVersion ?? '–'}</td>}
      <td>{latest?.worker ?? '–'}</td>
      <td>
        <Ago at={step.startedAt} />
      </td>
      <td>
        <Duration from={step.startedAt} to={step.endedAt} />
      </td>
    </tr>
  );
}

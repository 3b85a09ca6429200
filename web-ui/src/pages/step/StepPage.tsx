import { Button } from '@mantine/core';
import { IconRefresh, IconReport } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';

import type { AttemptBrief, Run, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { stepKey } from '../../live/runReducer';
import { formatLogicalTime } from '../../ui/format';
import { both } from '../../ui/fetching';
import { Empty, Page, Section } from '../../ui/Layout';
import { Fetched } from '../../ui/Fetched';
import { StateBadge, StateIcon } from '../../ui/StateBadge';
import { isStepEnded, lookOf } from '../../ui/states';
import { Ago, Duration } from '../../ui/Time';
import { sourceOf } from '../dag/definition';
import { RerunDialog } from '../run/rerun/RerunDialog';
import { useRun } from '../run/useRun';
import { stepStands } from '../why/stands';
import { WhyPanel } from '../why/WhyPanel';
import { AttemptPicker } from './AttemptPicker';
import { AttemptView } from './AttemptView';
import { Comparison } from './compare/Comparison';
import { findStep, firstLine, whyNoAttempt } from './describe';
import { StepSide } from './StepSide';
import styles from './StepPage.module.css';
import { TimeLeft } from './TimeLeft';
import { useAttemptChoice } from './useAttemptChoice';
import { useStepKeys } from './useStepKeys';
import { Work } from './Work';

export function StepPage() {
  const { run: runId = '', step: name = '' } = useParams();
  const [search] = useSearchParams();
  const { run, steps } = useRun(runId);
  return (
    <Fetched query={both(run, steps)} frame={(notice) => <Page title={name}>{notice}</Page>}>
      {([known, all]) => (
        <StepOfRun run={known} steps={all} name={name} step={findStep(all, name, search.get('map'))} />
      )}
    </Fetched>
  );
}

interface Props {
  run: Run;
  steps: StepRun[];
  name: string;
  /** Undefined where the run has no such step. */
  step: StepRun | undefined;
}

function StepOfRun({ run, steps, name, step }: Props) {
  useStepKeys(steps, step);
  return (
    <Page
      wide
      title={`${name} · ${run.dag}`}
      heading={
        <>
          {step?.title ?? name} {step && <StateBadge state={step.state} />}
        </>
      }
      crumbs={[
        { label: 'Dags', to: '/dags' },
        { label: run.dag, to: links.dag(run.project, run.dag) },
        { label: formatLogicalTime(run.logicalTime), to: links.run(run.id) },
      ]}
      actions={step && <Actions step={step} steps={steps} run={run} />}
      summary={step && <Summary step={step} />}
    >
      {step ? (
        <StepView step={step} steps={steps} />
      ) : (
        <Empty title={`This run has no step ${name}`}>
          Its Dag may have had other steps in this version.
        </Empty>
      )}
    </Page>
  );
}

/** The shown notebook without its code, as a page of its own. */
function ReportLink({ step }: { step: StepRun }) {
  const { chosen } = useAttemptChoice(step);
  if (step.type !== 'notebook' || chosen === undefined) return null;
  return (
    <Button
      component={Link}
      to={links.report(step.run, step.step, step.mapPath, chosen.id)}
      variant="default"
      leftSection={<IconReport size={15} />}
    >
      Report
    </Button>
  );
}

/** No rerun while the step is at work: the server would refuse. */
function Actions({ step, steps, run }: { step: StepRun; steps: StepRun[]; run: Run }) {
  const mayRerun = useMay('operator', run.project) && isStepEnded(step.state);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ReportLink step={step} />
      {mayRerun && (
        <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={() => setAsking(true)}>
          Rerun from here
        </Button>
      )}
      {asking && <RerunDialog run={run} steps={steps} step={step.step} onClose={() => setAsking(false)} />}
    </>
  );
}

function Summary({ step }: { step: StepRun }) {
  return (
    <>
      <Source step={step} />
      {(step.title !== undefined || step.mapPath.length > 0) && (
        <span>
          step <code>{stepKey(step.step, step.mapPath)}</code>
        </span>
      )}
      {step.startedAt && (
        <span>
          {step.endedAt ? 'took ' : 'for '}
          <Duration from={step.startedAt} to={step.endedAt} />
        </span>
      )}
      {step.state === 'running' && <TimeLeft step={step} />}
      {step.ends?.map((end) => (
        <span key={end.rerun} title={end.message}>
          before rerun {end.rerun + 1}: {lookOf(end.state).word} <Ago at={end.at} />
        </span>
      ))}
      {step.state === 'retry_wait' && step.notBefore && (
        <span>next attempt at {new Date(step.notBefore).toLocaleTimeString()}</span>
      )}
    </>
  );
}

/** Its type, and in one line what it runs. */
function Source({ step }: { step: StepRun }) {
  const source = sourceOf(step.work);
  return (
    <span className={styles.source}>
      {step.type} {source !== undefined && <code title={source}>{firstLine(source)}</code>}
    </span>
  );
}

function StepView({ step, steps }: { step: StepRun; steps: StepRun[] }) {
  const choice = useAttemptChoice(step);
  return (
    <div className={styles.panes}>
      <StepSide step={step} steps={steps} attempt={choice.other === undefined ? choice.chosen : undefined} />
      <div className={styles.main}>
        <Attempts step={step} steps={steps} choice={choice} />
      </div>
    </div>
  );
}

interface AttemptsProps {
  step: StepRun;
  steps: StepRun[];
  choice: ReturnType<typeof useAttemptChoice>;
}

function Attempts({ step, steps, choice }: AttemptsProps) {
  const { chosen, other, choose, compareWith } = choice;
  const why = stepStands(step) && <WhyPanel run={step.run} step={step.step} />;
  if (chosen === undefined) {
    return (
      <>
        {why || (
          <Section title="Attempts">
            <Empty icon={<StateIcon state={step.state} size={28} />} title={lookOf(step.state).word}>
              {whyNoAttempt(step, steps)}
            </Empty>
          </Section>
        )}
        <Work step={step} />
      </>
    );
  }
  return (
    <>
      {why}
      {step.attempts.length > 1 && (
        <AttemptPicker
          attempts={step.attempts}
          chosen={chosen}
          other={other}
          onChoose={choose}
          onCompare={compareWith}
        />
      )}
      {other === undefined ? (
        <AttemptView key={chosen.id} step={step} brief={chosen} />
      ) : (
        <Comparison
          key={`${chosen.id} ${other.id}`}
          step={step}
          {...inOrder(chosen, other)}
          onClose={() => compareWith(undefined)}
        />
      )}
    </>
  );
}

function inOrder(a: AttemptBrief, b: AttemptBrief) {
  return a.number < b.number ? { left: a, right: b } : { left: b, right: a };
}

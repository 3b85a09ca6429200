import { useParams, useSearchParams } from 'react-router';

import type { AttemptBrief, Run, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { stepKey } from '../../live/runReducer';
import { shortId } from '../../ui/format';
import { Empty, Page, Section } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { StateBadge, StateIcon } from '../../ui/StateBadge';
import { lookOf } from '../../ui/states';
import { Duration } from '../../ui/Time';
import { useRun } from '../run/useRun';
import { AttemptPicker } from './AttemptPicker';
import { AttemptView } from './AttemptView';
import { Comparison } from './compare/Comparison';
import { findStep, whyNoAttempt } from './describe';
import { useAttemptChoice } from './useAttemptChoice';

export function StepPage() {
  const { run: runId = '', step: name = '' } = useParams();
  const [search] = useSearchParams();
  const { run, steps } = useRun(runId);
  const error = run.data ? (steps.data ? null : steps.error) : run.error;
  if (error) {
    return (
      <Page title={name}>
        <Problems error={error} onRetry={() => void Promise.all([run.refetch(), steps.refetch()])} />
      </Page>
    );
  }
  if (!run.data || !steps.data) return <Loading />;
  const step = findStep(steps.data, name, search.get('map'));
  return (
    <Page
      title={`${name} · ${run.data.dag}`}
      heading={
        <>
          {step?.title ?? name} {step && <StateBadge state={step.state} />}
        </>
      }
      crumbs={[
        { label: 'Dags', to: '/dags' },
        { label: run.data.dag, to: links.dag(run.data.project, run.data.dag) },
        { label: `Run ${shortId(runId)}`, to: links.run(runId) },
      ]}
      summary={step && <Summary step={step} run={run.data} />}
    >
      {step ? (
        <StepView step={step} steps={steps.data} />
      ) : (
        <Empty title={`This run has no step ${name}`}>
          Its Dag may have had other steps in this version.
        </Empty>
      )}
    </Page>
  );
}

function Summary({ step, run }: { step: StepRun; run: Run }) {
  return (
    <>
      <span>
        {step.type} <code>{stepKey(step.step, step.mapPath)}</code>
      </span>
      {step.startedAt && (
        <span>
          {step.endedAt ? 'took ' : 'for '}
          <Duration from={step.startedAt} to={step.endedAt} />
        </span>
      )}
      <span>version {run.dagVersion}</span>
      {step.state === 'retry_wait' && step.notBefore && (
        <span>next attempt at {new Date(step.notBefore).toLocaleTimeString()}</span>
      )}
    </>
  );
}

function StepView({ step, steps }: { step: StepRun; steps: StepRun[] }) {
  const { chosen, other, choose, compareWith } = useAttemptChoice(step);
  if (chosen === undefined) {
    return (
      <Section title="Attempts">
        <Empty icon={<StateIcon state={step.state} size={28} />} title={lookOf(step.state).word}>
          {whyNoAttempt(step, steps)}
        </Empty>
      </Section>
    );
  }
  return (
    <>
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

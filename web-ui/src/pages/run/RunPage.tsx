import { Tabs } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';

import type { Run, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { DagGraph } from '../../graph/DagGraph';
import { formatLogicalTime, formatTime, shortId } from '../../ui/format';
import type { Fetching } from '../../ui/fetching';
import { Page, Section } from '../../ui/Layout';
import { Fetched } from '../../ui/Fetched';
import { StateBadge } from '../../ui/StateBadge';
import { firstFailed } from '../../ui/states';
import { Ago, Duration } from '../../ui/Time';
import { useTab } from '../../ui/useTab';
import { runStands } from '../why/stands';
import { WhyPanel } from '../why/WhyPanel';
import { graphSteps, outcomeOf, versionsOf } from './describe';
import { EventList } from './EventList';
import { GanttTab } from './gantt/GanttTab';
import { ParameterTable } from './ParameterTable';
import { ReportRow } from './ReportRow';
import { Results } from './Results';
import { RunActions } from './RunActions';
import styles from './RunPage.module.css';
import { StepTable } from './StepTable';
import { useProgress, useRun } from './useRun';

export function RunPage() {
  const { run: id = '' } = useParams();
  const { run, steps } = useRun(id);
  return (
    <Fetched query={run} frame={(notice) => <Page title={`Run ${shortId(id)}`}>{notice}</Page>}>
      {(known) => <RunView run={known} steps={steps} />}
    </Fetched>
  );
}

interface Props {
  run: Run;
  steps: Fetching<StepRun[]>;
}

const TABS = ['steps', 'graph', 'gantt', 'parameters', 'results', 'events'] as const;

const NONE: StepRun[] = [];

function RunView({ run, steps: read }: Props) {
  const [tab, openTab] = useTab(TABS);
  const steps = read.data ?? NONE;
  const progress = useProgress(steps);
  const drawn = useMemo(() => graphSteps(steps, progress), [steps, progress]);
  return (
    <Page
      title={`${run.dag} ${formatLogicalTime(run.logicalTime)}`}
      heading={
        <>
          {run.dag}{' '}
          <time className={styles.time} dateTime={run.logicalTime} title={formatTime(run.logicalTime)}>
            {formatLogicalTime(run.logicalTime)}
          </time>{' '}
          <StateBadge state={run.state} />
        </>
      }
      crumbs={[
        { label: 'Dags', to: '/dags' },
        { label: run.dag, to: links.dag(run.project, run.dag) },
      ]}
      actions={<RunActions run={run} steps={steps} />}
      summary={<Summary run={run} steps={steps} />}
    >
      <Outcome run={run} steps={steps} />
      <ReportRow steps={steps} />
      {runStands(run) && <WhyPanel run={run.id} />}
      <Tabs value={tab} onChange={openTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="steps">Steps</Tabs.Tab>
          <Tabs.Tab value="graph">Graph</Tabs.Tab>
          <Tabs.Tab value="gantt">Gantt</Tabs.Tab>
          <Tabs.Tab value="parameters">Parameters</Tabs.Tab>
          <Tabs.Tab value="results">Results</Tabs.Tab>
          <Tabs.Tab value="events">Events</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="steps" className={styles.panel}>
          <Fetched query={read}>
            {(all) => (
              <StepTable steps={all} progress={progress} withVersions={versionsOf(run, all).length > 1} />
            )}
          </Fetched>
        </Tabs.Panel>
        <Tabs.Panel value="graph" className={styles.panel}>
          <Section title="Graph" flush>
            <Fetched query={read}>{() => <DagGraph steps={drawn} />}</Fetched>
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="gantt" className={styles.panel}>
          <Fetched query={read}>{(all) => <GanttTab run={run} steps={all} />}</Fetched>
        </Tabs.Panel>
        <Tabs.Panel value="parameters" className={styles.panel}>
          <ParameterTable run={run} />
        </Tabs.Panel>
        <Tabs.Panel value="results" className={styles.panel}>
          <Results run={run} steps={steps} />
        </Tabs.Panel>
        <Tabs.Panel value="events" className={styles.panel}>
          <EventList run={run.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Summary({ run, steps }: { run: Run; steps: StepRun[] }) {
  const versions = versionsOf(run, steps);
  return (
    <>
      <span>
        {run.startedAt ? 'started ' : 'created '}
        <Ago at={run.startedAt ?? run.createdAt} />
      </span>
      {run.startedAt && (
        <span>
          {run.endedAt ? 'took ' : 'running for '}
          <Duration from={run.startedAt} to={run.endedAt} />
        </span>
      )}
      <span>
        by {run.createdBy}, {run.trigger.kind}
      </span>
      <span>
        {versions.length === 1 ? 'version ' : 'versions '}
        {versions.join(' and ')}
      </span>
      {run.rerun !== undefined && <span>rerun {run.rerun === 1 ? 'once' : `${run.rerun} times`}</span>}
      {run.note && <span>“{run.note}”</span>}
      <span>
        run <code title={run.id}>{shortId(run.id)}</code>
      </span>
    </>
  );
}

/** How it ended when it did not simply succeed, with the way to the cause. */
function Outcome({ run, steps }: { run: Run; steps: StepRun[] }) {
  const failed = firstFailed(steps);
  const text = outcomeOf(run);
  if (text === undefined) return null;
  return (
    <div
      className={styles.outcome}
      data-tone={run.state === 'failed' || run.state === 'timed_out' ? 'failed' : undefined}
    >
      <span>{text}</span>
      {failed && (
        <Link to={links.step(run.id, failed.step, failed.mapPath)}>Open {failed.title ?? failed.step}</Link>
      )}
    </div>
  );
}

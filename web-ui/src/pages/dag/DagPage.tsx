import { Button, Tabs } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';

import type { Dag } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { DagGraph } from '../../graph/DagGraph';
import { useRunChanges } from '../../live/useRunChanges';
import { plural } from '../../ui/format';
import { Page, Section } from '../../ui/Layout';
import { Fetched } from '../../ui/Fetched';
import { RunStrip } from '../../ui/RunStrip';
import { Tags } from '../../ui/Tags';
import { Ago } from '../../ui/Time';
import { useTab } from '../../ui/useTab';
import { RunTable } from '../runs/RunTable';
import { TriggerDialog } from '../trigger/TriggerDialog';
import styles from './DagPage.module.css';
import { GridTab } from './grid/GridTab';
import { ScheduleTab } from './schedule/ScheduleTab';
import { StepDefTable } from './StepDefTable';
import { definitionSteps } from './definition';
import { useDag } from './useDag';
import { VersionsTab } from './versions/VersionsTab';

const TABS = ['grid', 'graph', 'runs', 'steps', 'schedule', 'versions'] as const;

export function DagPage() {
  const { project = '', dag: name = '' } = useParams();
  useRunChanges();
  const dag = useDag(project, name);
  return (
    <Fetched
      query={dag}
      frame={(notice) => (
        <Page title={name} crumbs={crumbsTo(project)}>
          {notice}
        </Page>
      )}
    >
      {(known) => <DagView dag={known} />}
    </Fetched>
  );
}

function crumbsTo(project: string) {
  return [
    { label: 'Dags', to: '/dags' },
    { label: project, to: links.project(project) },
  ];
}

function DagView({ dag }: { dag: Dag }) {
  const [tab, openTab] = useTab(TABS);
  const [triggering, setTriggering] = useState(false);
  const mayTrigger = useMay('operator', dag.project);
  const steps = useMemo(() => definitionSteps(dag.steps), [dag.steps]);
  return (
    <Page
      title={dag.title ?? dag.name}
      heading={
        <>
          {dag.title ?? dag.name} <Tags tags={dag.tags} />
        </>
      }
      crumbs={crumbsTo(dag.project)}
      actions={
        mayTrigger &&
        !dag.archived && (
          <Button leftSection={<IconPlayerPlay size={15} />} onClick={() => setTriggering(true)}>
            Trigger
          </Button>
        )
      }
      summary={<Summary dag={dag} />}
    >
      {dag.description && <p className={styles.description}>{dag.description}</p>}
      <Tabs value={tab} onChange={openTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="grid">Grid</Tabs.Tab>
          <Tabs.Tab value="graph">Graph</Tabs.Tab>
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          <Tabs.Tab value="steps">Steps</Tabs.Tab>
          <Tabs.Tab value="schedule">Schedule</Tabs.Tab>
          <Tabs.Tab value="versions">Definition and versions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="grid" className={styles.panel}>
          <GridTab dag={dag} />
        </Tabs.Panel>
        <Tabs.Panel value="graph" className={styles.panel}>
          <Section title={plural(dag.steps.length, 'step')} aside={<RunStrip runs={dag.lastRuns} />} flush>
            <DagGraph steps={steps} />
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="runs" className={styles.panel}>
          <RunTable filter={{ project: dag.project, dag: dag.name }} />
        </Tabs.Panel>
        <Tabs.Panel value="steps" className={styles.panel}>
          <StepDefTable steps={dag.steps} />
        </Tabs.Panel>
        <Tabs.Panel value="schedule" className={styles.panel}>
          <ScheduleTab dag={dag} />
        </Tabs.Panel>
        <Tabs.Panel value="versions" className={styles.panel}>
          <VersionsTab dag={dag} />
        </Tabs.Panel>
      </Tabs>
      {triggering && <TriggerDialog dag={dag} onClose={() => setTriggering(false)} />}
    </Page>
  );
}

function Summary({ dag }: { dag: Dag }) {
  return (
    <>
      {dag.title && <code>{dag.name}</code>}
      <span>version {dag.version}</span>
      <span>
        changed <Ago at={dag.updatedAt} />
      </span>
      <span>{originOf(dag)}</span>
      <Link to={links.deployments(dag.project)}>deployments</Link>
      {dag.maxActiveRuns !== undefined && <span>at most {plural(dag.maxActiveRuns, 'active run')}</span>}
      {dag.archived && <strong>archived: it starts nothing until it is deployed again</strong>}
    </>
  );
}

function originOf(dag: Dag): string {
  switch (dag.origin.kind) {
    case 'file':
      return dag.origin.path ?? 'from a file';
    case 'api':
      return `by API${dag.origin.client ? `, ${dag.origin.client}` : ''}`;
    case 'implicit':
      return 'a single notebook';
  }
}

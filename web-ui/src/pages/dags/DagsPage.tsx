import { Button, Select, TextInput } from '@mantine/core';
import {
  IconLock,
  IconNotebook,
  IconPackage,
  IconPlayerPlay,
  IconSearch,
  IconSitemap,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';

import type { Dag, Project } from '../../api/types';
import { links } from '../../app/links';
import { allows, useMe } from '../../app/session';
import { Empty, Page, Section, TableBox } from '../../ui/Layout';
import { Loading } from '../../ui/Loading';
import { Problems } from '../../ui/Problems';
import { RunStrip } from '../../ui/RunStrip';
import { formatDuration, plural } from '../../ui/format';
import { StateBadge } from '../../ui/StateBadge';
import { lookOf } from '../../ui/states';
import { Tags } from '../../ui/Tags';
import { Ago } from '../../ui/Time';
import { NotebookDialog } from '../trigger/NotebookDialog';
import { TriggerDialog } from '../trigger/TriggerDialog';
import styles from './DagsPage.module.css';
import { recordOf } from './record';
import { filterDags, useDags, type DagOrder } from './useDags';

const ORDERS: { value: DagOrder; label: string }[] = [
  { value: 'newest', label: 'Newest run first' },
  { value: 'state', label: 'By state, failed first' },
  { value: 'name', label: 'By name' },
];
const STATES = [
  ...['queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed_out'].map((state) => ({
    value: state,
    label: lookOf(state).word,
  })),
  { value: 'none', label: 'no runs yet' },
];

export function DagsPage() {
  const { projects, dags, isPending, error, retry } = useDags();
  const me = useMe().data;
  const [search, setSearch] = useSearchParams();
  const [triggered, setTriggered] = useState<Dag | null>(null);
  const [notebookOpen, setNotebookOpen] = useState(false);
  const filter = {
    text: search.get('q') ?? '',
    project: search.get('project') ?? '',
    tag: search.get('tag') ?? '',
    state: search.get('state') ?? '',
  };
  const set = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const order = ORDERS.find((o) => o.value === search.get('sort'))?.value ?? 'newest';
  const shown = filterDags(dags, filter, order);
  const tags = [...new Set(dags.flatMap((d) => d.tags))].sort();
  // Each project has its own; with several, the one that is chosen.
  const project = filter.project || (projects.length === 1 ? projects[0]?.name : undefined);
  const operated = projects.filter((p) => allows(me, 'operator', p.name)).map((p) => p.name);

  return (
    <Page
      title="Dags"
      actions={
        <>
          {project !== undefined && (
            <Button
              component={Link}
              to={links.deployments(project)}
              variant="default"
              leftSection={<IconPackage size={15} />}
            >
              Deployments
            </Button>
          )}
          {project !== undefined && allows(me, 'editor', project) && (
            <Button
              component={Link}
              to={links.secrets(project)}
              variant="default"
              leftSection={<IconLock size={15} />}
            >
              Secrets
            </Button>
          )}
          {operated.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconNotebook size={15} />}
              onClick={() => setNotebookOpen(true)}
            >
              Run a notebook
            </Button>
          )}
        </>
      }
    >
      {error !== null && <Problems error={error} onRetry={retry} />}
      {isPending && error === null ? (
        <Loading />
      ) : dags.length === 0 ? (
        error === null && <NoDags projects={projects} />
      ) : (
        <>
          <div className={styles.filters}>
            <TextInput
              aria-label="Search Dags"
              placeholder="Search"
              leftSection={<IconSearch size={14} />}
              value={filter.text}
              onChange={(event) => set('q', event.currentTarget.value)}
            />
            {projects.length > 1 && (
              <Select
                aria-label="Project"
                placeholder="All projects"
                data={projects.map((p) => p.name)}
                value={filter.project || null}
                onChange={(value) => set('project', value)}
                clearable
              />
            )}
            {tags.length > 0 && (
              <Select
                aria-label="Tag"
                placeholder="All tags"
                data={tags}
                value={filter.tag || null}
                onChange={(value) => set('tag', value)}
                clearable
              />
            )}
            <Select
              aria-label="State of the last run"
              placeholder="All states"
              data={STATES}
              value={filter.state || null}
              onChange={(value) => set('state', value)}
              clearable
            />
            <Select
              aria-label="Sort by"
              data={ORDERS}
              value={order}
              allowDeselect={false}
              onChange={(value) => set('sort', value === 'newest' ? null : value)}
            />
          </div>
          <Section title={`${shown.length} of ${dags.length}`} flush>
            <DagTable
              dags={shown}
              withProject={projects.length > 1}
              mayTrigger={(dag) => allows(me, 'operator', dag.project)}
              onTrigger={setTriggered}
            />
          </Section>
        </>
      )}
      {triggered && <TriggerDialog dag={triggered} onClose={() => setTriggered(null)} />}
      {notebookOpen && <NotebookDialog projects={operated} onClose={() => setNotebookOpen(false)} />}
    </Page>
  );
}

interface TableProps {
  dags: Dag[];
  withProject: boolean;
  mayTrigger: (dag: Dag) => boolean;
  onTrigger: (dag: Dag) => void;
}

function DagTable({ dags, withProject, mayTrigger, onTrigger }: TableProps) {
  if (dags.length === 0) return <Empty title="No Dag matches">Change the search or the filters.</Empty>;
  return (
    <TableBox label="Dags">
      <thead>
        <tr>
          <th>Dag</th>
          <th>Last 20 runs</th>
          <th title="Of the last 20 runs; cancelled ones do not count">Success rate</th>
          <th title="The median of the last runs that succeeded">Typical duration</th>
          <th>Last run</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {dags.map((dag) => (
          <tr key={`${dag.project}/${dag.name}`}>
            <td>
              <div className={styles.name}>
                <Link to={links.dag(dag.project, dag.name)}>{dag.title ?? dag.name}</Link>
                <Tags tags={dag.tags} />
              </div>
              <div className={styles.sub}>
                {withProject && `${dag.project} / `}
                {dag.name}
                {dag.origin.kind === 'implicit' && ' · a single notebook'}
              </div>
            </td>
            <td>
              <RunStrip runs={dag.lastRuns} />
            </td>
            <RecordCells dag={dag} />
            <td>
              <LastRun dag={dag} />
            </td>
            <td className={styles.action}>
              {mayTrigger(dag) && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconPlayerPlay size={13} />}
                  onClick={() => onTrigger(dag)}
                  aria-label={`Trigger ${dag.name}`}
                >
                  Trigger
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function RecordCells({ dag }: { dag: Dag }) {
  const { judged, succeeded, typicalSeconds } = recordOf(dag.lastRuns);
  return (
    <>
      <td className={styles.number}>
        {judged === 0 ? (
          '–'
        ) : (
          <span title={`${succeeded} of ${plural(judged, 'run')} succeeded`}>
            {Math.round((100 * succeeded) / judged)} %
          </span>
        )}
      </td>
      <td className={styles.number}>{typicalSeconds === undefined ? '–' : formatDuration(typicalSeconds)}</td>
    </>
  );
}

function LastRun({ dag }: { dag: Dag }) {
  const last = dag.lastRuns[0];
  if (last === undefined) return <span className={styles.sub}>no runs yet</span>;
  return (
    <div className={styles.last}>
      <Link to={links.run(last.id)}>
        <StateBadge state={last.state} />
      </Link>
      <span className={styles.sub}>
        <Ago at={last.endedAt ?? last.startedAt ?? last.createdAt} />
      </span>
    </div>
  );
}

function NoDags({ projects }: { projects: Project[] }) {
  const project = projects[0]?.name ?? 'my-project';
  return (
    <Section title="Getting started">
      <Empty icon={<IconSitemap size={34} stroke={1.5} />} title="No Dag yet">
        Push a folder with notebooks and Dag files:
        <pre className={styles.command}>./millrace push . --project {project}</pre>
        Any notebook of a pushed folder can be run as it is with “Run a notebook”.
      </Empty>
    </Section>
  );
}

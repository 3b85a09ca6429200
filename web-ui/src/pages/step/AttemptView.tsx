import { Button, Tabs } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';

import { downloads } from '../../api/endpoints';
import type { Attempt, AttemptBrief, StepRun } from '../../api/types';
import { activityOf } from '../../live/attemptReducer';
import { cellAnchor } from '../../notebook/anchor';
import { tookLong } from '../../notebook/timing';
import { NotebookView } from '../../notebook/NotebookView';
import { Fetched } from '../../ui/Fetched';
import { both } from '../../ui/fetching';
import { Empty } from '../../ui/Layout';
import { lookOf } from '../../ui/states';
import { Duration } from '../../ui/Time';
import { useTab } from '../../ui/useTab';
import { Details } from './Details';
import { LogView } from './log/LogView';
import styles from './StepPage.module.css';
import { useAttempt } from './useAttempt';
import { Warnings } from './Warnings';

interface Props {
  step: StepRun;
  brief: AttemptBrief;
}

const NOTEBOOK_TABS = ['notebook', 'log', 'results'] as const;
const OTHER_TABS = ['log', 'results'] as const;

/** One attempt: its notebook or log, what it was given and what it left. */
export function AttemptView({ step, brief }: Props) {
  const { attempt, notebook, live } = useAttempt(brief);
  const isNotebook = attempt.data?.hasNotebook ?? step.type === 'notebook';
  const [tab, openTab] = useTab<string>(isNotebook ? NOTEBOOK_TABS : OTHER_TABS);
  return (
    <>
      <Facts step={step} brief={brief} attempt={attempt.data} live={live} />
      <Warnings warnings={attempt.data?.warnings ?? []} />
      <Tabs value={tab} onChange={openTab} keepMounted={false}>
        <div className={styles.tabs}>
          <Tabs.List>
            {isNotebook && <Tabs.Tab value="notebook">Notebook</Tabs.Tab>}
            <Tabs.Tab value="log">Log</Tabs.Tab>
            <Tabs.Tab value="results">Inputs and outputs</Tabs.Tab>
          </Tabs.List>
          <span className={styles.downloads}>
            {isNotebook && <Download to={downloads.ipynb(brief.id)} label="ipynb" />}
            <Download to={downloads.log(brief.id)} label="log" />
          </span>
        </div>
        <Tabs.Panel value="notebook" className={styles.panel}>
          <div className={styles.paper}>
            {notebook.isError && notebook.data === undefined && live ? (
              <Empty title="The notebook is being prepared">
                Its cells appear here as soon as they are known.
              </Empty>
            ) : (
              <Fetched query={both(attempt, notebook)}>
                {([known, cells]) => (
                  <NotebookView
                    notebook={cells}
                    live={live}
                    activity={activityOf(known)}
                    failedNumber={known.failedCell}
                  />
                )}
              </Fetched>
            )}
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="log" className={styles.panel}>
          <LogView brief={brief} />
        </Tabs.Panel>
        <Tabs.Panel value="results" className={styles.panel}>
          <Fetched query={attempt}>{(known) => <Details step={step} attempt={known} live={live} />}</Fetched>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Download({ to, label }: { to: string; label: string }) {
  return (
    <Button
      component="a"
      href={to}
      download
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconDownload size={14} />}
      aria-label={`Download ${label}`}
    >
      {label}
    </Button>
  );
}

/** To a cell of the notebook, also from another tab. */
function CellLink({ number }: { number: number }) {
  const [search] = useSearchParams();
  const text = `Go to cell ${number}`;
  const hash = `#${cellAnchor(number)}`;
  if (search.get('tab') === null) return <a href={hash}>{text}</a>;
  const others = new URLSearchParams(search);
  others.delete('tab');
  return <Link to={{ search: others.toString(), hash }}>{text}</Link>;
}

const CAUSES = { user: 'the step’s own code', platform: 'the platform', timeout: 'a timeout' };

interface FactsProps extends Props {
  attempt: Attempt | undefined;
  live: boolean;
}

function Facts({ step, brief, attempt, live }: FactsProps) {
  const message = attempt?.message ?? brief.message;
  const cause = attempt?.cause ?? brief.cause;
  const failed = lookOf(brief.state).tone === 'failed';
  return (
    <div className={styles.facts}>
      <span>
        attempt {brief.number}: {lookOf(brief.state).word}
        {cause && !live && `, cause: ${CAUSES[cause]}`}
      </span>
      {tookLong(brief) && (
        <span>
          <Duration from={brief.startedAt} to={brief.endedAt} />
        </span>
      )}
      {brief.dagVersion !== undefined && <span>version {brief.dagVersion}</span>}
      {(attempt?.worker ?? brief.worker) && <span>worker {attempt?.worker ?? brief.worker}</span>}
      {attempt?.notebook && attempt.notebook !== step.work.notebook && <code>{attempt.notebook}</code>}
      {attempt?.kernel && <span>kernel {attempt.kernel}</span>}
      {message && !live && (
        <span className={styles.message} data-failed={failed || undefined} role={failed ? 'note' : undefined}>
          {message} {attempt?.failedCell !== undefined && <CellLink number={attempt.failedCell} />}
        </span>
      )}
    </div>
  );
}

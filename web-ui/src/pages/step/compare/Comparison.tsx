import { Button, Tabs } from '@mantine/core';

import type { AttemptBrief, StepRun } from '../../../api/types';
import { Fetched } from '../../../ui/Fetched';
import { both } from '../../../ui/fetching';
import { StateBadge } from '../../../ui/StateBadge';
import { Duration } from '../../../ui/Time';
import { useTab } from '../../../ui/useTab';
import { LogView } from '../log/LogView';
import { useAttempt } from '../useAttempt';
import styles from './Comparison.module.css';
import { NotebookComparison } from './NotebookComparison';
import { ValueComparison } from './ValueComparison';

interface Props {
  step: StepRun;
  /** The earlier attempt and the later one. */
  left: AttemptBrief;
  right: AttemptBrief;
  onClose: () => void;
}

/** Two attempts of a step side by side, with what differs marked. */
export function Comparison({ step, left, right, onClose }: Props) {
  const sides = [useAttempt(left), useAttempt(right)] as const;
  const [a, b] = sides;
  const isNotebook = a.attempt.data?.hasNotebook ?? b.attempt.data?.hasNotebook ?? step.type === 'notebook';
  const [tab, openTab] = useTab<string>(isNotebook ? ['notebook', 'log', 'results'] : ['log', 'results']);
  return (
    <>
      <Tabs value={tab} onChange={openTab} keepMounted={false}>
        <div className={styles.tabs}>
          <Tabs.List>
            {isNotebook && <Tabs.Tab value="notebook">Notebook</Tabs.Tab>}
            <Tabs.Tab value="log">Log</Tabs.Tab>
            <Tabs.Tab value="results">Parameters and outputs</Tabs.Tab>
          </Tabs.List>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onClose}>
            End the comparison
          </Button>
        </div>
        <Tabs.Panel value="notebook" className={styles.panel}>
          <div className={styles.paper}>
            <Heads left={left} right={right} />
            <Fetched query={both(both(a.attempt, b.attempt), both(a.notebook, b.notebook))}>
              {([, [before, after]]) => <NotebookComparison left={before} right={after} />}
            </Fetched>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="log" className={styles.panel}>
          <div className={styles.paper}>
            <Heads left={left} right={right} />
            <div className={styles.logs}>
              <LogView brief={left} />
              <LogView brief={right} />
            </div>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="results" className={styles.panel}>
          <Fetched query={both(a.attempt, b.attempt)}>
            {([before, after]) => (
              <>
                <ValueComparison
                  title="Parameters"
                  names={[nameOf(left), nameOf(right)]}
                  left={before.parameters}
                  right={after.parameters}
                />
                <ValueComparison
                  title="Outputs"
                  names={[nameOf(left), nameOf(right)]}
                  left={before.outputs}
                  right={after.outputs}
                />
              </>
            )}
          </Fetched>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function nameOf(attempt: AttemptBrief): string {
  return `Attempt ${attempt.number}`;
}

function Heads({ left, right }: { left: AttemptBrief; right: AttemptBrief }) {
  return (
    <div className={styles.heads}>
      {[left, right].map((attempt) => (
        <div key={attempt.id} className={styles.head}>
          <h2>{nameOf(attempt)}</h2>
          <StateBadge state={attempt.state} />
          {attempt.startedAt && <Duration from={attempt.startedAt} to={attempt.endedAt} />}
          {attempt.worker && <span>worker {attempt.worker}</span>}
        </div>
      ))}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconDownload, IconShare } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';

import { downloads } from '../../api/endpoints';
import type { AttemptBrief, Run, StepRun } from '../../api/types';
import { links } from '../../app/links';
import { useMay } from '../../app/session';
import { ReportView } from '../../notebook/ReportView';
import { both } from '../../ui/fetching';
import { Fetched } from '../../ui/Fetched';
import { formatLogicalTime } from '../../ui/format';
import { Empty, Page } from '../../ui/Layout';
import { StateBadge } from '../../ui/StateBadge';
import { useRun } from '../run/useRun';
import { ShareDialog } from '../share/ShareDialog';
import { findStep } from '../step/describe';
import { useAttempt } from '../step/useAttempt';
import styles from './Report.module.css';

interface Props {
  run: string;
  step: string;
  /** Which item of a mapped step; null: it is none. */
  map: string | null;
  /** Null stands for the newest. */
  attempt: string | null;
  /** The address stands for the latest successful run. */
  latest?: boolean;
}

/** A notebook without its code, as a page of its own. */
export function Report({ run: runId, step: name, map, attempt, latest = false }: Props) {
  const { run, steps } = useRun(runId);
  return (
    <Fetched query={both(run, steps)} frame={(notice) => <Page title={name}>{notice}</Page>}>
      {([known, all]) => {
        const step = findStep(all, name, map);
        const brief =
          attempt === null ? step?.attempts.at(-1) : step?.attempts.find(({ id }) => id === attempt);
        return step === undefined || brief === undefined ? (
          <Page title={`${name} · ${known.dag}`} heading={name}>
            <Empty title="There is no such attempt">
              <Link to={links.run(runId)}>Go to the run</Link>
            </Empty>
          </Page>
        ) : (
          <AttemptReport key={brief.id} run={known} step={step} brief={brief} latest={latest} />
        );
      }}
    </Fetched>
  );
}

interface AttemptProps {
  run: Run;
  step: StepRun;
  brief: AttemptBrief;
  latest: boolean;
}

function AttemptReport({ run, step, brief, latest }: AttemptProps) {
  const { attempt, notebook } = useAttempt(brief);
  const mayShare = useMay('operator', run.project) && attempt.data?.hasNotebook === true;
  const [sharing, setSharing] = useState(false);
  const toStep = links.step(run.id, step.step, step.mapPath);
  return (
    <div className={styles.report}>
      <Page
        title={`${step.title ?? step.step} · ${run.dag}`}
        heading={step.title ?? step.step}
        actions={
          <span className={styles.actions}>
            <Button component={Link} to={toStep} variant="default">
              Open the step
            </Button>
            {mayShare && (
              <Button
                variant="default"
                leftSection={<IconShare size={15} />}
                onClick={() => setSharing(true)}
              >
                Share…
              </Button>
            )}
            <Button
              component="a"
              href={downloads.report(brief.id)}
              download
              variant="default"
              leftSection={<IconDownload size={15} />}
            >
              Download
            </Button>
          </span>
        }
        summary={
          <>
            <span>{run.dag}</span>
            <time dateTime={run.logicalTime}>{formatLogicalTime(run.logicalTime)}</time>
            {brief.state !== 'succeeded' && <StateBadge state={brief.state} />}
            <span className={styles.actions}>
              {latest ? (
                'the latest successful run'
              ) : (
                <Link to={links.latestReport(run.project, run.dag, step.step)}>
                  the latest successful run
                </Link>
              )}
            </span>
          </>
        }
      >
        {attempt.data?.hasNotebook === false ? (
          <Empty title="This step runs no notebook">Only notebooks have a report.</Empty>
        ) : (
          <Fetched query={both(attempt, notebook)}>{([, cells]) => <ReportView notebook={cells} />}</Fetched>
        )}
      </Page>
      {sharing && (
        <ShareDialog
          project={run.project}
          dag={run.dag}
          step={step.step}
          attempt={brief.id}
          latest={latest}
          onClose={() => setSharing(false)}
        />
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';

import type { Dag, Trigger } from '../../../api/types';
import { useMay } from '../../../app/session';
import { Fetched } from '../../../ui/Fetched';
import { Empty, Section } from '../../../ui/Layout';
import { Problems } from '../../../ui/Problems';
import { parametersOf, timingOf } from './describe';
import { NextTicks } from './NextTicks';
import styles from './Schedule.module.css';
import { TickList } from './TickList';
import { usePause, usePreview, useTriggers } from './useSchedule';

/** When the Dag starts by itself, and what came of it. */
export function ScheduleTab({ dag }: { dag: Dag }) {
  const triggers = useTriggers(dag.project, dag.name);
  return (
    <Fetched query={triggers}>
      {(all) =>
        all.length === 0 ? (
          <NoSchedule />
        ) : (
          <div className={styles.triggers}>
            {all.map((trigger) => (
              <TriggerView key={trigger.name} dag={dag} trigger={trigger} />
            ))}
          </div>
        )
      }
    </Fetched>
  );
}

function NoSchedule() {
  return (
    <Section title="Schedule">
      <Empty icon={<IconClock size={30} stroke={1.5} />} title="This Dag runs only when somebody triggers it">
        A schedule in its file starts it by itself:
        <pre>{'schedule:\n  cron: "0 6 * * *"\n  zone: Europe/Berlin'}</pre>
      </Empty>
    </Section>
  );
}

function TriggerView({ dag, trigger }: { dag: Dag; trigger: Trigger }) {
  const preview = usePreview(dag.project, dag.name, trigger);
  const zone = preview.data?.zone ?? 'UTC';
  return (
    <>
      <Section
        title={`${trigger.name}${trigger.archived ? ': archived' : trigger.paused ? ': paused' : ''}`}
        aside={!trigger.archived && <PauseButton dag={dag} trigger={trigger} />}
      >
        <Rule trigger={trigger} rule={preview.data?.rule ?? []} />
      </Section>
      <div className={styles.ticks}>
        {!trigger.archived && <NextTicks trigger={trigger} preview={preview} />}
        <TickList dag={dag} trigger={trigger} zone={zone} />
      </div>
    </>
  );
}

/** What its author wrote, and what that means. */
function Rule({ trigger, rule }: { trigger: Trigger; rule: string[] }) {
  const parameters = parametersOf(trigger);
  return (
    <div className={styles.rule}>
      <code>{timingOf(trigger)}</code>
      {rule.map((sentence) => (
        <span key={sentence}>{sentence}</span>
      ))}
      {parameters.length > 0 && (
        <span>
          Its runs get <code>{parameters.join(', ')}</code>.
        </span>
      )}
    </div>
  );
}

function PauseButton({ dag, trigger }: { dag: Dag; trigger: Trigger }) {
  const mayPause = useMay('operator', dag.project);
  const pause = usePause(dag.project, dag.name, trigger.name);
  if (!mayPause) return null;
  return (
    <>
      {pause.isError && <Problems error={pause.error} />}
      <Button
        size="compact-sm"
        variant="default"
        loading={pause.isPending}
        leftSection={trigger.paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        onClick={() => pause.mutate(!trigger.paused)}
        aria-label={`${trigger.paused ? 'Resume' : 'Pause'} ${trigger.name}`}
      >
        {trigger.paused ? 'Resume' : 'Pause'}
      </Button>
    </>
  );
}

import { Button, Select, Switch } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import type { Run, StepRun } from '../../../api/types';
import { Fetched } from '../../../ui/Fetched';
import { formatDuration, plural } from '../../../ui/format';
import { Empty, Section } from '../../../ui/Layout';
import { isRunEnded } from '../../../ui/states';
import { useNow } from '../../../ui/Time';
import { useStored } from '../../../ui/useStored';
import { criticalPath } from './criticalPath';
import styles from './Gantt.module.css';
import { GanttChart } from './GanttChart';
import { Legend } from './Legend';
import { extent, rowsOf, sorted, type Order } from './rows';
import { SlowCells } from './SlowCells';
import { useGantt, useGhosts } from './useGantt';
import { zoomed, type View } from './view';

const NONE = new Map<string, View>();

/** When the run's attempts did what, and which cells took longest. */
export function GanttTab({ run, steps }: { run: Run; steps: StepRun[] }) {
  const gantt = useGantt(run);
  return (
    <div className={styles.tab}>
      <Fetched query={gantt}>
        {(known) =>
          steps.some((s) => s.attempts.length > 0) ? (
            <Chart run={run} steps={steps} gantt={known} />
          ) : (
            <Empty title="No step has run yet. Its bar appears here when a worker takes it." />
          )
        }
      </Fetched>
      <SlowCells run={run} steps={steps} />
    </div>
  );
}

interface ChartProps {
  run: Run;
  steps: StepRun[];
  gantt: NonNullable<ReturnType<typeof useGantt>['data']>;
}

function Chart({ run, steps, gantt }: ChartProps) {
  const now = useNow(!isRunEnded(run.state));
  const [order, setOrder] = useState<Order>('start');
  const [withPrevious, setWithPrevious] = useStored('gantt-previous', true);
  const [chosen, setChosen] = useState<View>();
  const previous = withPrevious ? gantt.previous : undefined;
  const ghosts = useGhosts(run, previous);
  const rows = useMemo(() => sorted(rowsOf(run, steps, gantt, now), order), [run, steps, gantt, now, order]);
  const critical = useMemo(
    () => criticalPath(Date.parse(run.startedAt ?? run.createdAt), steps),
    [run.startedAt, run.createdAt, steps],
  );
  const path = useMemo(() => new Set(critical?.steps), [critical]);
  const whole = useMemo(() => {
    const [from, to] = extent(run, rows, now);
    return { from, to };
  }, [run, rows, now]);
  const view = chosen ?? whole;
  const middle = (view.from + view.to) / 2;
  return (
    <Section
      title="Gantt"
      flush
      aside={
        <div className={styles.tools}>
          {gantt.previous !== undefined && (
            <Switch
              size="xs"
              label="Previous run"
              checked={withPrevious}
              onChange={(event) => setWithPrevious(event.currentTarget.checked)}
            />
          )}
          <Select
            size="xs"
            aria-label="Order of the steps"
            className={styles.order}
            allowDeselect={false}
            value={order}
            data={[
              { value: 'start', label: 'By start' },
              { value: 'graph', label: 'By graph' },
            ]}
            onChange={(value) => setOrder(value === 'graph' ? 'graph' : 'start')}
          />
          <Button.Group>
            <Button
              size="xs"
              variant="default"
              aria-label="Zoom out"
              disabled={chosen === undefined}
              onClick={() => setChosen(zoomed(view, whole, 1 / 1.5, middle))}
            >
              <IconMinus size={14} />
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label="Zoom in"
              onClick={() => setChosen(zoomed(view, whole, 1.5, middle))}
            >
              <IconPlus size={14} />
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={chosen === undefined}
              onClick={() => setChosen(undefined)}
            >
              Fit
            </Button>
          </Button.Group>
        </div>
      }
    >
      {critical && (
        <p className={styles.critical}>
          <strong>Critical path:</strong> {plural(critical.steps.length, 'step')},{' '}
          {formatDuration(critical.seconds)}{' '}
          <span className={styles.steps}>{critical.steps.join(' → ')}</span>
        </p>
      )}
      {!gantt.complete && (
        <p className={styles.critical}>
          The run has too many cells for one chart: some attempts are shown as one bar.
        </p>
      )}
      <GanttChart
        run={run}
        rows={rows}
        path={path}
        ghosts={previous === undefined ? NONE : ghosts}
        whole={whole}
        view={view}
        onView={setChosen}
      />
      <Legend withPrevious={previous !== undefined} />
    </Section>
  );
}

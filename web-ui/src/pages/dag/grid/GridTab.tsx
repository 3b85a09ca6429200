import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronsDown, IconChevronsUp, IconLayoutGrid } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

import type { Dag, Grid } from '../../../api/types';
import { foldedAtFirst } from '../../../graph/drawing';
import { Fetched } from '../../../ui/Fetched';
import { Empty } from '../../../ui/Layout';
import { useTriggers } from '../schedule/useSchedule';
import { choiceOf, filterOf, STATE_OPTIONS, triggerOptions, withChoice, type GridChoice } from './filter';
import styles from './Grid.module.css';
import { GridPanel } from './GridPanel';
import { GridView } from './GridView';
import { columnsOf, groupsOf, rowsOf, stepsOf, type Column, type Row } from './model';
import { useGrid } from './useGrid';

/** Every step of every run of a Dag. */
export function GridTab({ dag }: { dag: Dag }) {
  const [search, setSearch] = useSearchParams();
  const choice = choiceOf(search);
  const text = JSON.stringify(choice);
  const filter = useMemo(() => filterOf(JSON.parse(text) as GridChoice), [text]);
  const grid = useGrid(dag.project, dag.name, filter);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = grid;
  const older = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const choose = (change: GridChoice) => setSearch((before) => withChoice(before, change), { replace: true });
  return (
    <section aria-label="Grid" className={styles.tab}>
      <Filters dag={dag} choice={choice} onChoose={choose} />
      <Fetched query={grid}>
        {({ pages }) =>
          pages.some((page) => page.runs.length + page.ticks.length > 0) ? (
            <Shown key={text} dag={dag} pages={pages} onOlder={hasNextPage ? older : undefined} />
          ) : (
            <Empty icon={<IconLayoutGrid size={30} stroke={1.5} />} title="No runs">
              {text === '{}'
                ? 'Each run becomes a column here, with the state of every step. Trigger the Dag to see the first.'
                : 'No run passes the filters.'}
            </Empty>
          )
        }
      </Fetched>
    </section>
  );
}

interface FilterProps {
  dag: Dag;
  choice: GridChoice;
  onChoose: (change: GridChoice) => void;
}

function Filters({ dag, choice, onChoose }: FilterProps) {
  const triggers = useTriggers(dag.project, dag.name);
  return (
    <div className={styles.filters}>
      <NativeSelect
        size="xs"
        aria-label="State"
        data={STATE_OPTIONS}
        value={choice.state ?? ''}
        onChange={({ currentTarget }) => onChoose({ state: currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label="Trigger"
        data={triggerOptions(triggers.data ?? [])}
        value={choice.trigger ?? ''}
        onChange={({ currentTarget }) => onChoose({ trigger: currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        aria-label="From day"
        value={choice.from ?? ''}
        onChange={({ currentTarget }) => onChoose({ from: currentTarget.value })}
      />
      <span className={styles.dim}>to</span>
      <TextInput
        size="xs"
        type="date"
        aria-label="To day"
        value={choice.to ?? ''}
        onChange={({ currentTarget }) => onChoose({ to: currentTarget.value })}
      />
    </div>
  );
}

interface ShownProps {
  dag: Dag;
  pages: Grid[];
  onOlder: (() => void) | undefined;
}

function Shown({ dag, pages, onOlder }: ShownProps) {
  const [search, setSearch] = useSearchParams();
  const steps = useMemo(() => stepsOf(pages), [pages]);
  const columns = useMemo(() => columnsOf(pages), [pages]);
  const [folded, setFolded] = useState(() => foldedAtFirst(steps));
  const rows = useMemo(() => rowsOf(steps, folded), [steps, folded]);
  const groups = useMemo(() => groupsOf(steps), [steps]);
  const run = search.get('run') ?? undefined;
  const key = search.get('row') ?? undefined;
  const openColumn = columns.find(({ id }) => id === run);
  const openRow = useMemo(() => rowOf(key, rows, steps), [key, rows, steps]);
  const show = (open: { run?: string; row?: string }) =>
    setSearch((before) => withOpen(before, open), { replace: true });
  const onOpen = (column: Column, row: Row | undefined) => show({ run: column.id, row: row?.key });
  const box = useRef<HTMLDivElement>(null);
  const onClose = () => {
    if (run === undefined) return;
    show({});
    box.current?.focus({ preventScroll: true });
  };
  const onFold = (row: Row, fold: boolean) =>
    setFolded((before) => {
      const next = new Set(before);
      if (fold) next.add(row.label);
      else next.delete(row.label);
      return next;
    });
  return (
    <>
      {groups.length > 0 && (
        <div className={styles.folds}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconChevronsDown size={14} />}
            onClick={() => setFolded(new Set())}
          >
            Open all groups
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconChevronsUp size={14} />}
            onClick={() => setFolded(new Set(groups))}
          >
            Fold all groups
          </Button>
        </div>
      )}
      <div className={styles.layout}>
        <GridView
          box={box}
          label={`Steps and runs of ${dag.name}`}
          rows={rows}
          columns={columns}
          steps={steps.length}
          open={{ run, row: key }}
          onOpen={onOpen}
          onClose={onClose}
          onFold={onFold}
          onOlder={onOlder}
        />
        {openColumn && (key === undefined || openRow) && (
          <GridPanel
            project={dag.project}
            column={openColumn}
            row={openRow}
            onStep={(step) => show({ run, row: step })}
            onClose={onClose}
          />
        )}
      </div>
    </>
  );
}

/** The address with something else open at the right. */
function withOpen(search: URLSearchParams, open: { run?: string; row?: string }): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ['run', 'row'] as const) {
    if (open[name] === undefined) next.delete(name);
    else next.set(name, open[name]);
  }
  return next;
}

/** The row of that key, also while a folded group hides it. */
function rowOf(key: string | undefined, rows: Row[], steps: Grid['steps']): Row | undefined {
  if (key === undefined) return undefined;
  return rows.find((row) => row.key === key) ?? rowsOf(steps, new Set()).find((row) => row.key === key);
}

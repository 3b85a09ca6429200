import { Button, Switch } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';

import type { Cell, LiveNotebook } from '../api/types';
import { failedCellOf, progressOf } from '../live/notebookReducer';
import { StateBadge } from '../ui/StateBadge';
import { CellView } from './CellView';
import { languageOf } from './highlight';
import styles from './Notebook.module.css';
import { scrollToCell, useFailedFirst, useFollow } from './useFollow';

interface Props {
  notebook: LiveNotebook;
  /** It may still change. */
  live: boolean;
  /** What it is doing before the first cell. */
  activity: string | undefined;
}

/** A notebook as it executes, or as it ended. */
export function NotebookView({ notebook, live, activity }: Props) {
  const running = notebook.cells.find((c) => c.state === 'running');
  const failed = failedCellOf(notebook);
  const [following, setFollowing] = useFollow(live, running);
  useFailedFirst(live ? undefined : failed);
  const language = languageOf(notebook.kernel);
  return (
    <>
      <div className={styles.bar}>
        <Position notebook={notebook} running={running} live={live} activity={activity} />
        <span className={styles.barGap} />
        {failed && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowDown size={13} />}
            onClick={() => scrollToCell(failed.index)}
          >
            Jump to the error
          </Button>
        )}
        {live && (
          <Switch
            size="xs"
            label="Follow"
            checked={following}
            onChange={(event) => setFollowing(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className={styles.notebook}>
        {failed && <FailureNote cell={failed} />}
        {notebook.message && !failed && <div className={styles.note}>{notebook.message}</div>}
        {notebook.cells.map((cell) => (
          <CellView key={cell.index} attempt={notebook.attempt} cell={cell} language={language} />
        ))}
      </div>
    </>
  );
}

interface PositionProps extends Props {
  running: Cell | undefined;
}

function Position({ notebook, running, live, activity }: PositionProps) {
  const { cell, cells } = progressOf(notebook);
  if (live && !running)
    return <span>{activity ?? (cell === 0 ? 'waits to start' : `${cell} of ${cells} cells done`)}</span>;
  if (running) {
    return (
      <>
        <StateBadge state="running" />
        <span>
          cell {cell} of {cells}
        </span>
      </>
    );
  }
  const failed = failedCellOf(notebook);
  return (
    <span>
      {failed ? `stopped at cell ${cell} of ${cells}` : `${cells} cells`}
      {notebook.kernel && ` · kernel ${notebook.kernel}`}
    </span>
  );
}

/** The error before everything else. */
function FailureNote({ cell }: { cell: Cell }) {
  const error = cell.outputs.findLast((o) => o.type === 'error');
  return (
    <div className={styles.note} role="note">
      {error ? (
        <>
          <strong>{error.ename}</strong>: {error.evalue}
        </>
      ) : (
        <strong>The notebook stopped here</strong>
      )}{' '}
      <a href={`#cell-${cell.index}`}>in cell [{cell.executionCount ?? cell.index + 1}]</a>
    </div>
  );
}

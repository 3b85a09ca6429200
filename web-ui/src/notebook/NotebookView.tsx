import { Button, Switch } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';

import type { Cell, LiveNotebook } from '../api/types';
import { plural } from '../ui/format';
import { StateBadge } from '../ui/StateBadge';
import { cellAnchor } from './anchor';
import { failedCellOf, numbersOf, progressOf } from './cells';
import { CellView } from './CellView';
import { languageOf } from './highlight';
import styles from './Notebook.module.css';
import { scrollToCell, useOpensAt, useFollow } from './useFollow';

interface Props {
  notebook: LiveNotebook;
  /** It may still change. */
  live: boolean;
  /** What it is doing before the first cell. */
  activity: string | undefined;
  /** The number of the cell in which it ended badly, if the server said one. */
  failedNumber?: number;
}

/** A notebook as it executes, or as it ended. */
export function NotebookView({ notebook, live, activity, failedNumber }: Props) {
  const running = notebook.cells.find((c) => c.state === 'running');
  const numbers = numbersOf(notebook.cells);
  const failed = failedCellOf(notebook, failedNumber);
  const failedAt = failed && numbers.get(failed);
  const [following, setFollowing] = useFollow(live, running && numbers.get(running));
  useOpensAt(live ? undefined : failedAt);
  const language = languageOf(notebook.kernel);
  return (
    <>
      <div className={styles.bar}>
        <Position
          notebook={notebook}
          live={live}
          activity={activity}
          running={running !== undefined}
          failedNumber={failedAt}
        />
        <span className={styles.barGap} />
        {failedAt !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowDown size={13} />}
            onClick={() => scrollToCell(failedAt)}
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
        {failed && <FailureNote cell={failed} number={failedAt} />}
        {notebook.message && !failed && <div className={styles.note}>{notebook.message}</div>}
        {notebook.cells.map((cell) => {
          const number = numbers.get(cell);
          return (
            <CellView
              key={cell.index}
              attempt={notebook.attempt}
              cell={cell}
              number={number}
              language={language}
              anchor={number === undefined ? undefined : cellAnchor(number)}
            />
          );
        })}
      </div>
    </>
  );
}

interface PositionProps extends Props {
  running: boolean;
}

function Position({ notebook, running, live, activity, failedNumber }: PositionProps) {
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
  return (
    <span>
      {failedNumber === undefined
        ? plural(cells, 'code cell')
        : `stopped at cell ${failedNumber} of ${cells}`}
      {notebook.kernel && ` · kernel ${notebook.kernel}`}
    </span>
  );
}

/** The error before everything else. */
function FailureNote({ cell, number }: { cell: Cell; number: number | undefined }) {
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
      {number !== undefined && <a href={`#${cellAnchor(number)}`}>in cell {number}</a>}
    </div>
  );
}

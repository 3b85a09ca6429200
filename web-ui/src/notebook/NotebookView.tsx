import { Button, Switch } from '@mantine/core';
import { IconArrowDown, IconSearch } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';

import type { LiveNotebook } from '../api/types';
import { plural } from '../ui/format';
import { FindBar } from '../ui/FindBar';
import { StateBadge } from '../ui/StateBadge';
import { useSwitch } from '../ui/useSwitch';
import { cellAnchor } from './anchor';
import { failedCellOf, numbersOf, progressOf } from './cells';
import { CellView } from './CellView';
import { FindContext } from './FindContext';
import { languageOf } from './highlight';
import styles from './Notebook.module.css';
import { useCellKeys } from './useCellKeys';
import { useFind } from './useFind';
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
  const box = useRef<HTMLDivElement>(null);
  const running = notebook.cells.find((c) => c.state === 'running');
  const numbers = numbersOf(notebook.cells);
  const failed = failedCellOf(notebook, failedNumber);
  const failedAt = failed && numbers.get(failed);
  const [following, setFollowing] = useFollow(live, running && numbers.get(running));
  useOpensAt(live ? undefined : failedAt);
  const language = languageOf(notebook.kernel);
  const [withoutCode, setWithoutCode] = useSwitch('code', 'hidden');
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const fold = useCallback(
    (index: number) =>
      setFolded((before) => {
        const next = new Set(before);
        if (!next.delete(index)) next.add(index);
        return next;
      }),
    [],
  );
  const [finding, setFinding] = useState(false);
  const find = useFind(box, notebook.cells, !withoutCode);
  const found = new Set(find.matches.map((match) => match.cell));
  const toError = failedAt === undefined ? undefined : () => scrollToCell(failedAt);
  useCellKeys(box, toError, () => setFinding(true));
  return (
    <FindContext value={find.wanted}>
      <div className={styles.bar}>
        <Position
          notebook={notebook}
          live={live}
          activity={activity}
          running={running !== undefined}
          failedNumber={failedAt}
        />
        <span className={styles.barGap} />
        {toError && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowDown size={13} />}
            onClick={toError}
            title="Jump to the error (e)"
          >
            Jump to the error
          </Button>
        )}
        {finding ? (
          <FindBar
            label="Find in this notebook"
            text={find.text}
            at={find.at}
            count={find.matches.length}
            asked={find.wanted !== ''}
            onText={find.setText}
            onMove={find.move}
            onClose={() => {
              find.setText('');
              setFinding(false);
            }}
          />
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconSearch size={13} />}
            onClick={() => setFinding(true)}
            title="Find in this notebook (/)"
          >
            Find
          </Button>
        )}
        <Switch
          size="xs"
          label="Code"
          checked={!withoutCode}
          onChange={(event) => setWithoutCode(!event.currentTarget.checked)}
        />
        {live && (
          <Switch
            size="xs"
            label="Follow"
            checked={following}
            onChange={(event) => setFollowing(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className={styles.notebook} ref={box}>
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
              withoutCode={withoutCode}
              folded={folded.has(cell.index) && !found.has(cell.index)}
              onFold={fold}
            />
          );
        })}
      </div>
    </FindContext>
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

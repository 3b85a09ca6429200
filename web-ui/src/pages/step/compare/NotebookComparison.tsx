import { Switch } from '@mantine/core';
import { useMemo, useState } from 'react';

import type { Cell, LiveNotebook } from '../../../api/types';
import { numbersOf } from '../../../notebook/cells';
import { CellView } from '../../../notebook/CellView';
import { languageOf } from '../../../notebook/highlight';
import { formatDuration, plural } from '../../../ui/format';
import { lookOf } from '../../../ui/states';
import { alignCells, differencesOf, isSame, secondsOf, type Aspect, type CellPair } from './align';
import styles from './Comparison.module.css';

interface Props {
  left: LiveNotebook;
  right: LiveNotebook;
}

/** Two notebooks cell by cell. */
export function NotebookComparison({ left, right }: Props) {
  const pairs = useMemo(() => alignCells(left.cells, right.cells), [left.cells, right.cells]);
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const differing = pairs.filter((pair) => !isSame(pair));
  const shown = onlyDifferences ? differing : pairs;
  const sides = {
    left: { notebook: left, numbers: numbersOf(left.cells) },
    right: { notebook: right, numbers: numbersOf(right.cells) },
  };
  return (
    <>
      <div className={styles.bar}>
        <span role="status">
          {differing.length === 0
            ? `All ${plural(pairs.length, 'cell')} are the same`
            : `${plural(differing.length, 'cell')} of ${pairs.length} differ`}
        </span>
        <Switch
          size="xs"
          label="Only differences"
          checked={onlyDifferences}
          disabled={differing.length === 0}
          onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
        />
      </div>
      <ol className={styles.pairs}>
        {shown.map((pair) => (
          <li
            key={`${pair.left?.id ?? ''} ${pair.right?.id ?? ''}`}
            className={styles.pair}
            data-differs={!isSame(pair) || undefined}
          >
            <Marks pair={pair} />
            <Side {...sides.left} cell={pair.left} />
            <Side {...sides.right} cell={pair.right} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface SideProps {
  notebook: LiveNotebook;
  numbers: Map<Cell, number>;
  cell: Cell | undefined;
}

function Side({ notebook, numbers, cell }: SideProps) {
  if (cell === undefined) return <p className={styles.nothing}>This attempt has no such cell.</p>;
  return (
    <CellView
      attempt={notebook.attempt}
      cell={cell}
      number={numbers.get(cell)}
      language={languageOf(notebook.kernel)}
    />
  );
}

const WORDS: Record<Aspect, (left: Cell, right: Cell) => string> = {
  source: () => 'source differs',
  outputs: () => 'outputs differ',
  state: (left, right) => `state: ${lookOf(left.state).word} → ${lookOf(right.state).word}`,
  duration: (left, right) =>
    `duration: ${formatDuration(secondsOf(left) ?? 0)} → ${formatDuration(secondsOf(right) ?? 0)}`,
};

/** In what the two cells differ, in words. */
function Marks({ pair }: { pair: CellPair }) {
  const { left, right } = pair;
  if (isSame(pair)) return null;
  return (
    <div className={styles.marks}>
      {left === undefined || right === undefined ? (
        <span>only in one attempt</span>
      ) : (
        differencesOf(pair).map((aspect) => <span key={aspect}>{WORDS[aspect](left, right)}</span>)
      )}
    </div>
  );
}

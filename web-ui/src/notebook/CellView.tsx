import { memo, useMemo } from 'react';

import { downloads } from '../api/endpoints';
import type { Cell } from '../api/types';
import { StateBadge } from '../ui/StateBadge';
import { Tags } from '../ui/Tags';
import { Duration } from '../ui/Time';
import { Code } from './Code';
import { Markdown } from './Markdown';
import styles from './Notebook.module.css';
import { OutputsView } from './OutputView';
import { outputPlaces } from './outputs';

interface Props {
  attempt: string;
  cell: Cell;
  /** Among the cells with code, from 1; other cells have none. */
  number: number | undefined;
  language: string;
  /** The id of its element; without one nothing can link to it. */
  anchor?: string;
}

/** A cell with its outputs, its state and how long it took. */
export const CellView = memo(function CellView({ attempt, cell, number, language, anchor }: Props) {
  if (cell.type === 'markdown') {
    return (
      <div className={styles.cell}>
        <div className={styles.gutter} />
        <div className={styles.text}>
          <Text attempt={attempt} cell={cell} />
        </div>
      </div>
    );
  }
  return (
    <article
      className={styles.cell}
      id={anchor}
      data-state={cell.state}
      aria-label={number === undefined ? 'Raw cell' : `Cell ${number}`}
    >
      <div className={styles.gutter} title="The kernel’s execution count">
        [{cell.executionCount ?? (cell.state === 'running' ? '*' : ' ')}]
      </div>
      <div>
        <div className={styles.source}>
          {cell.type === 'raw' ? (
            <pre className={styles.raw}>{cell.source}</pre>
          ) : (
            <Code code={cell.source} language={language} label={`Code of cell ${number ?? ''}`} />
          )}
        </div>
        {cell.type === 'code' && <Foot cell={cell} number={number} />}
        <Outputs attempt={attempt} cell={cell} />
      </div>
    </article>
  );
});

function Text({ attempt, cell }: { attempt: string; cell: Cell }) {
  const { attachments } = cell;
  const images = useMemo(
    () => ({ attachments, ofProject: (path: string) => downloads.image(attempt, path) }),
    [attempt, attachments],
  );
  return <Markdown source={cell.source} images={images} />;
}

function Foot({ cell, number }: { cell: Cell; number: number | undefined }) {
  return (
    <div className={styles.foot}>
      <span>cell {number}</span>
      <StateBadge state={cell.state} plain />
      {cell.startedAt !== undefined && <Duration from={cell.startedAt} to={cell.endedAt} />}
      <Tags tags={cell.tags} />
    </div>
  );
}

function Outputs({ attempt, cell }: { attempt: string; cell: Cell }) {
  if (cell.outputs.length === 0) return null;
  return (
    <div className={styles.outputs}>
      {outputPlaces(cell.outputs).map((place) => (
        <OutputsView key={place.first} attempt={attempt} cell={cell.index} place={place} />
      ))}
    </div>
  );
}

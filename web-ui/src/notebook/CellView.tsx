import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo, useMemo } from 'react';

import { downloads } from '../api/endpoints';
import type { Cell } from '../api/types';
import { CopyButton } from '../ui/CopyButton';
import { StateBadge } from '../ui/StateBadge';
import { Tags } from '../ui/Tags';
import { Duration } from '../ui/Time';
import { plural } from '../ui/format';
import { textAnchor } from './anchor';
import { Code } from './Code';
import { Markdown } from './Markdown';
import styles from './Notebook.module.css';
import { firstLineOf } from './outline';
import { OutputsView } from './OutputView';
import { outputPlaces } from './outputs';
import { tookLong } from './timing';

interface Props {
  attempt: string;
  cell: Cell;
  /** Among the cells with code, from 1; other cells have none. */
  number: number | undefined;
  language: string;
  /** The id of its element; without one nothing can link to it. */
  anchor?: string;
  /** Only the outputs are shown. */
  withoutCode?: boolean;
  /** Only its first line is shown. */
  folded?: boolean;
  /** Folds or unfolds the cell of that index; without it no cell can be folded. */
  onFold?: (index: number) => void;
}

/** A cell with its outputs, its state and how long it took. */
export const CellView = memo(function CellView(props: Props) {
  const { cell, withoutCode = false } = props;
  if (cell.type === 'markdown') {
    return (
      <div className={styles.cell} id={textAnchor(cell.index)}>
        <div className={styles.gutter} />
        <div className={styles.text} data-find={cell.index}>
          <Text attempt={props.attempt} cell={cell} />
        </div>
      </div>
    );
  }
  if (!withoutCode) return <CodeCell {...props} />;
  if (cell.type === 'raw' || cell.outputs.length === 0) return null;
  return (
    <article className={styles.cell} id={props.anchor} tabIndex={-1} data-cell aria-label={nameOf(props)}>
      <div className={styles.gutter} />
      <Outputs {...props} />
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

function nameOf({ number }: Props): string {
  return number === undefined ? 'Raw cell' : `Cell ${number}`;
}

function CodeCell(props: Props) {
  const { cell, number, language, anchor, folded = false, onFold } = props;
  return (
    <article
      className={styles.cell}
      id={anchor}
      tabIndex={-1}
      data-cell
      data-state={cell.state}
      aria-label={nameOf(props)}
    >
      <div className={styles.gutter}>
        {onFold && <Fold folded={folded} name={nameOf(props)} onFold={() => onFold(cell.index)} />}
        <span title="The kernel’s execution count">
          [{cell.executionCount ?? (cell.state === 'running' ? '*' : ' ')}]
        </span>
      </div>
      <div className={styles.body}>
        <div className={styles.source}>
          {folded ? (
            <div className={styles.folded}>{firstLineOf(cell.source) || 'empty cell'}</div>
          ) : (
            <>
              <div className={styles.actions}>
                <CopyButton label={`Copy the code of cell ${number ?? ''}`} text={() => cell.source} />
              </div>
              <div data-find={cell.index}>
                {cell.type === 'raw' ? (
                  <pre className={styles.raw}>{cell.source}</pre>
                ) : (
                  <Code code={cell.source} language={language} label={`Code of cell ${number ?? ''}`} />
                )}
              </div>
            </>
          )}
        </div>
        {cell.type === 'code' && <Foot cell={cell} number={number} folded={folded} />}
        {!folded && <Outputs {...props} />}
      </div>
    </article>
  );
}

function Fold({ folded, name, onFold }: { folded: boolean; name: string; onFold: () => void }) {
  const label = folded ? `Unfold ${name.toLowerCase()}` : `Fold ${name.toLowerCase()}`;
  return (
    <ActionIcon
      className={styles.fold}
      size="xs"
      variant="subtle"
      color="gray"
      aria-label={label}
      aria-expanded={!folded}
      title={label}
      onClick={onFold}
    >
      {folded ? <IconChevronRight size={13} /> : <IconChevronDown size={13} />}
    </ActionIcon>
  );
}

function Foot({ cell, number, folded }: { cell: Cell; number: number | undefined; folded: boolean }) {
  return (
    <div className={styles.foot}>
      <span>cell {number}</span>
      <StateBadge state={cell.state} plain />
      {tookLong(cell) && <Duration from={cell.startedAt} to={cell.endedAt} />}
      {folded && cell.outputs.length > 0 && <span>{plural(cell.outputs.length, 'output')} folded</span>}
      <Tags tags={cell.tags} />
    </div>
  );
}

function Outputs({ attempt, cell }: Props) {
  if (cell.outputs.length === 0) return null;
  return (
    <div className={styles.outputs}>
      {outputPlaces(cell.outputs).map((place) => (
        <OutputsView key={place.first} attempt={attempt} cell={cell.index} place={place} />
      ))}
    </div>
  );
}

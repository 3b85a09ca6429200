import { StateIcon } from '../ui/StateBadge';
import { lookOf } from '../ui/states';
import { Duration } from '../ui/Time';
import type { LiveNotebook } from '../api/types';
import { outlineOf, type OutlineEntry } from './outline';
import styles from './Outline.module.css';
import { tookLong } from './timing';

/** The notebook's headings and cells, each a link to its place. */
export function Outline({ notebook }: { notebook: LiveNotebook }) {
  const entries = outlineOf(notebook.cells);
  if (entries.length === 0) return null;
  return (
    <nav aria-label="Outline of the notebook">
      <ol className={styles.outline}>
        {entries.map((entry, i) => (
          <li key={i}>{entry.kind === 'heading' ? <Heading {...entry} /> : <CodeEntry {...entry} />}</li>
        ))}
      </ol>
    </nav>
  );
}

type Of<K extends OutlineEntry['kind']> = Extract<OutlineEntry, { kind: K }>;

function Heading({ anchor, level, text }: Of<'heading'>) {
  return (
    <a href={`#${anchor}`} className={styles.heading} data-level={Math.min(level, 3)} title={text}>
      {text}
    </a>
  );
}

function CodeEntry({ anchor, number, cell, line }: Of<'cell'>) {
  return (
    <a
      href={`#${anchor}`}
      className={styles.cell}
      data-state={cell.state}
      title={`Cell ${number}, ${lookOf(cell.state).word}: ${line}`}
    >
      <StateIcon state={cell.state} size={12} />
      <span className={styles.number}>{number}</span>
      <code>{line}</code>
      {tookLong(cell) && (
        <span className={styles.time}>
          <Duration from={cell.startedAt} to={cell.endedAt} />
        </span>
      )}
    </a>
  );
}

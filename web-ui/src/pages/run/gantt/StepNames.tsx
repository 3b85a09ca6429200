import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { Link } from 'react-router';

import type { Run } from '../../../api/types';
import { links } from '../../../app/links';
import { StateIcon } from '../../../ui/StateBadge';
import { ROW_HEIGHT } from './draw';
import styles from './Gantt.module.css';
import type { Row } from './rows';

interface Props {
  run: Run;
  rows: Row[];
  path: Set<string>;
  scroller: RefObject<HTMLDivElement | null>;
}

/** The names of the rows that are in sight, as links to their steps. */
export function StepNames({ run, rows, path, scroller }: Props) {
  // Nothing here is memoised by a compiler.
  // eslint-disable-next-line react-hooks/incompatible-library
  const names = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  return (
    <ul className={styles.names} aria-label="Steps">
      {names.getVirtualItems().map(({ index, start: top }) => {
        const row = rows[index];
        if (row === undefined) return null;
        return (
          <li key={row.key} style={{ top, height: ROW_HEIGHT }} data-path={path.has(row.key) || undefined}>
            <StateIcon state={row.step.state} />
            <Link to={links.step(run.id, row.step.step, row.step.mapPath)} title={row.key}>
              {row.key}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

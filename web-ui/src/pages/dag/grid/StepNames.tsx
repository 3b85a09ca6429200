import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';

import { BAND_ROWS, ROW_HEIGHT } from './geometry';
import styles from './Grid.module.css';
import type { Row } from './model';

interface Props {
  rows: Row[];
  /** The first rows of the bands that are drawn. */
  bands: number[];
  /** The row whose name the keys are on. */
  active: number | undefined;
}

/** The tree at the left. Clicks are the grid's. */
export const StepNames = memo(function StepNames({ rows, bands, active }: Props) {
  return bands.flatMap((start) =>
    rows.slice(start, start + BAND_ROWS).map((row, i) => {
      const index = start + i;
      const isActive = index === active;
      return <Name key={row.key} row={row} index={index} active={isActive} />;
    }),
  );
});

const Name = memo(function Name({ row, index, active }: { row: Row; index: number; active: boolean }) {
  const shared = {
    className: styles.name,
    title: row.label,
    'data-row': index,
    'data-active': active || undefined,
    style: { top: index * ROW_HEIGHT, paddingLeft: 8 + (row.level - 1) * 16 },
  };
  if (row.folded === undefined) {
    return (
      <div {...shared}>
        <span className={styles.label}>{row.label}</span>
      </div>
    );
  }
  const Chevron = row.folded ? IconChevronRight : IconChevronDown;
  return (
    <button type="button" tabIndex={-1} aria-expanded={!row.folded} {...shared}>
      <Chevron size={14} stroke={2.2} aria-hidden />
      <span className={styles.label}>{row.label}</span>
      <span className={styles.count}>{row.steps.length}</span>
    </button>
  );
});

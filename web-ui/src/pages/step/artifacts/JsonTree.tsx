import { useState, type ReactNode } from 'react';

import { isObject, type Json } from '../../../api/json';
import { formatValue } from '../../../ui/format';
import styles from './Preview.module.css';

/** Parts of an object or list that are shown at once. */
const MOST = 200;

/** A branch below the first opens by itself if it has no more parts. */
const FEW = 20;

interface Props {
  name?: string;
  value: Json;
  /** Levels that are open at first, the lower ones only where they have few parts. */
  open: number;
}

/** A JSON value as a tree whose branches fold. */
export function JsonTree({ name, value, open }: Props) {
  const label = name !== undefined && <span className={styles.name}>{name}: </span>;
  if (!Array.isArray(value) && !isObject(value)) {
    return (
      <div className={styles.leaf}>
        {label}
        <code data-type={typeof value}>{formatValue(value, 500)}</code>
      </div>
    );
  }
  const parts: [string, Json][] = Object.entries(value);
  const kind = Array.isArray(value) ? `[${parts.length}]` : `{${parts.length}}`;
  if (parts.length === 0) {
    return (
      <div className={styles.leaf}>
        {label}
        <code>{Array.isArray(value) ? '[]' : '{}'}</code>
      </div>
    );
  }
  return <Branch label={label} kind={kind} parts={parts} open={open} />;
}

interface BranchProps {
  label: ReactNode;
  kind: string;
  parts: [string, Json][];
  open: number;
}

/** What is in it is rendered when it is open: a file may have millions of values. */
function Branch({ label, kind, parts, open }: BranchProps) {
  const [isOpen, setOpen] = useState(open > 1 || (open === 1 && parts.length <= FEW));
  return (
    <details className={styles.branch} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label}
        <code>{kind}</code>
      </summary>
      {isOpen &&
        parts
          .slice(0, MOST)
          .map(([key, part]) => <JsonTree key={key} name={key} value={part} open={open - 1} />)}
      {isOpen && parts.length > MOST && (
        <div className={styles.leaf}>{(parts.length - MOST).toLocaleString('en')} more</div>
      )}
    </details>
  );
}

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'react-router';

import { problemOf } from '../api/problem';
import type { ProblemItem, Where } from '../api/types';
import styles from './Problems.module.css';

interface Props {
  error: unknown;
  /** Offered unless what was asked for does not exist. */
  onRetry?: () => void;
}

/** What went wrong, where, what to do; every problem the server named. */
export function Problems({ error, onRetry }: Props) {
  const problem = problemOf(error);
  return (
    <div className={styles.box} role="alert">
      <IconAlertTriangle size={18} aria-hidden className={styles.icon} />
      <div className={styles.body}>
        <strong>{problem.title}</strong>
        <p>{problem.detail}</p>
        {problem.where && <Place where={problem.where} />}
        {problem.hint && <p className={styles.hint}>{problem.hint}</p>}
        {problem.problems && problem.problems.length > 0 && (
          <ul className={styles.list}>
            {problem.problems.map((item, i) => (
              <Item key={i} item={item} />
            ))}
          </ul>
        )}
        <p className={styles.meta}>
          {problem.code}
          {problem.requestId && ` · request ${problem.requestId}`}
        </p>
        {problem.status === 404 ? <WaysOn /> : onRetry && <Retry onRetry={onRetry} />}
      </div>
    </div>
  );
}

function Retry({ onRetry }: { onRetry: () => void }) {
  return (
    <Button size="xs" variant="default" onClick={onRetry}>
      Try again
    </Button>
  );
}

/** Asking again does not bring back what does not exist. */
function WaysOn() {
  return (
    <p className={styles.ways}>
      Go to <Link to="/dags">all Dags</Link> or <Link to="/runs">all runs</Link>.
    </p>
  );
}

function Item({ item }: { item: ProblemItem }) {
  return (
    <li>
      {item.severity === 'warning' && 'Warning: '}
      {item.message}
      {item.where && <Place where={item.where} />}
      {item.hint && <span className={styles.hint}> {item.hint}</span>}
    </li>
  );
}

function Place({ where }: { where: Where }) {
  const place = [where.file, where.line, where.column].filter((part) => part !== undefined).join(':');
  const text = [place, where.pointer].filter(Boolean).join('  ');
  return text === '' ? null : <code className={styles.place}>{text}</code>;
}

import type { Attempt } from '../../api/types';
import styles from './StepPage.module.css';

/** What Millrace has to say beside what the step's code prints. */
export function Warnings({ warnings }: Pick<Attempt, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {warnings.map((warning, index) => (
        <li key={index}>{warning.message}</li>
      ))}
    </ul>
  );
}

import type { VersionDiff } from '../../../api/types';
import { changeLines } from './describe';
import { SourceDiff } from './SourceDiff';
import styles from './Versions.module.css';

/** What leads from one version to another: what it means first, then the text. */
export function VersionChanges({ diff }: { diff: VersionDiff }) {
  const lines = changeLines(diff);
  return (
    <div>
      {lines.length > 0 && (
        <ul className={styles.changes} aria-label="Changes">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <SourceDiff unified={diff.source} />
    </div>
  );
}

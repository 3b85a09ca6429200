import { useMemo } from 'react';

import { plural } from '../../../ui/format';
import { Empty } from '../../../ui/Layout';
import { hunksOf, type Line } from './unified';
import styles from './Versions.module.css';

const MARKS = { same: ' ', removed: '−', added: '+' };
const WORDS = { same: '', removed: 'removed', added: 'added' };

/** The lines that two texts do not share, with those around them; the server told them as `diff -u` does. */
export function SourceDiff({ unified }: { unified: string }) {
  const hunks = useMemo(() => hunksOf(unified), [unified]);
  if (hunks.length === 0)
    return <Empty title="The same text">These two versions differ in nothing that was written.</Empty>;
  const count = (kind: Line['kind']) =>
    hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind === kind).length;
  return (
    <div className={styles.diff} role="region" aria-label="What changed" tabIndex={0}>
      <p className={styles.totals}>
        {plural(count('added'), 'line')} added, {plural(count('removed'), 'line')} removed
      </p>
      <table>
        <tbody>
          {hunks.map((hunk, i) => [
            <Gap key={`gap-${i}`} lines={hunk.hidden} />,
            ...hunk.lines.map((line) => (
              <tr key={`${line.before ?? ''} ${line.after ?? ''}`} data-kind={line.kind}>
                <td className={styles.number}>{line.before}</td>
                <td className={styles.number}>{line.after}</td>
                <td className={styles.mark}>
                  <span aria-hidden>{MARKS[line.kind]}</span>
                  <span className="sr-only">{WORDS[line.kind]}</span>
                </td>
                <td className={styles.line}>{line.text}</td>
              </tr>
            )),
          ])}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ lines }: { lines: number }) {
  if (lines === 0) return null;
  return (
    <tr className={styles.gap}>
      <td colSpan={4}>{plural(lines, 'equal line')}</td>
    </tr>
  );
}

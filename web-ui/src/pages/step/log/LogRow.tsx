import { memo } from 'react';

import type { LogLine } from '../../../api/types';
import { Segments } from '../../../notebook/TerminalText';
import { levelOf } from './level';
import styles from './LogView.module.css';

interface Props {
  number: number;
  /** Undefined until it is read. */
  line: LogLine | undefined;
  withTime: boolean;
  linked: boolean;
}

/** A line with its number, which is a link to it. */
export const LogRow = memo(function LogRow({ number, line, withTime, linked }: Props) {
  return (
    <div
      className={styles.row}
      data-level={line && levelOf(line.text)}
      data-linked={linked || undefined}
      data-line={number}
    >
      <a href={`#L${number}`} className={styles.number} aria-label={`Line ${number}`}>
        {number}
      </a>
      {withTime && <time className={styles.time}>{line && timeOf(line.at)}</time>}
      <div className={styles.text} data-find={number}>
        {line && <Segments text={line.text} />}
        {line?.cut && <span className={styles.cut}> … this line is longer; download the log</span>}
      </div>
    </div>
  );
});

/** "14:03:07.2" by the reader's clock. */
function timeOf(at: string): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const tenth = Math.floor(date.getMilliseconds() / 100);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${tenth}`;
}

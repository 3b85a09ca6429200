import { formatDuration } from '../../../ui/format';
import { lookOf } from '../../../ui/states';
import styles from './Gantt.module.css';
import type { Hit } from './hit';
import { useCellLines } from './useGantt';
import { PART_WORDS } from './words';

interface Props {
  hit: Hit;
  /** Where the pointer is in the window. */
  x: number;
  y: number;
}

/** What is under the pointer, in words. */
export function GanttTip({ hit: { row, bar, part, cell }, x, y }: Props) {
  const lines = useCellLines(cell && bar?.attempt.id);
  const line = lines.data?.find((l) => l.index === cell?.cell);
  // On the side of the pointer that has room, so that no row's tip is cut off.
  const across = x > window.innerWidth / 2 ? { right: window.innerWidth - x + 8 } : { left: x + 8 };
  const down = y > window.innerHeight * 0.7 ? { bottom: window.innerHeight - y + 8 } : { top: y + 14 };
  return (
    <div className={styles.tip} role="status" style={{ ...across, ...down }}>
      <strong>
        {row.key}
        {bar && row.bars.length > 1 && `, attempt ${bar.attempt.number}`}
      </strong>
      {bar && (
        <div>
          {lookOf(bar.state).word}, {seconds(bar)}
        </div>
      )}
      {row.moment !== undefined && <div>{lookOf(row.step.state).word}, without an attempt</div>}
      {part && !cell && (
        <div>
          {PART_WORDS[part.kind]}: {seconds(part)}
        </div>
      )}
      {cell && (
        <>
          <div>
            {line ? `Cell ${line.number}` : 'Cell'}: {lookOf(cell.state).word}, {seconds(cell)}
          </div>
          {line && <code className={styles.source}>{line.firstLine}</code>}
        </>
      )}
      {bar?.attempt.message && <div className={styles.message}>{bar.attempt.message.split('\n')[0]}</div>}
    </div>
  );
}

function seconds({ from, to }: { from: number; to: number }): string {
  const millis = to - from;
  return millis < 100 ? `${Math.round(millis)} ms` : formatDuration(millis / 1000);
}

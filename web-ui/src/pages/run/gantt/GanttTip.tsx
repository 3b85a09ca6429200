import { formatDuration } from '../../../ui/format';
import { lookOf } from '../../../ui/states';
import styles from './Gantt.module.css';
import type { Hit } from './hit';
import { useCellLines } from './useGantt';
import { PART_WORDS } from './words';

interface Props {
  hit: Hit;
  x: number;
  y: number;
  width: number;
}

/** What is under the pointer, in words. */
export function GanttTip({ hit: { row, bar, part, cell }, x, y, width }: Props) {
  const lines = useCellLines(cell && bar?.attempt.id);
  const line = lines.data?.find((l) => l.index === cell?.cell);
  const left = x > width / 2;
  return (
    <div
      className={styles.tip}
      role="status"
      style={{ top: y + 14, ...(left ? { right: width - x + 8 } : { left: x + 8 }) }}
    >
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

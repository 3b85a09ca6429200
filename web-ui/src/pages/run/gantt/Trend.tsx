import { formatDuration } from '../../../ui/format';
import { change } from './change';
import styles from './Gantt.module.css';

const WIDTH = 90;
const HEIGHT = 20;

/** Past durations as bars, the oldest first, the present one last; and how much longer or shorter that is, in words. */
export function Trend({ past, now }: { past: number[]; now: number }) {
  if (past.length === 0) return <span className={styles.dim}>–</span>;
  const all = [...past, now];
  const most = Math.max(...all, 0.001);
  const place = WIDTH / 11;
  return (
    <span className={styles.trend}>
      <svg
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={`${past.map(formatDuration).join(', ')}; now ${formatDuration(now)}`}
      >
        {all.map((seconds, i) => {
          const height = Math.max(1, (seconds / most) * HEIGHT);
          return (
            <rect
              key={i}
              x={(11 - all.length + i) * place}
              y={HEIGHT - height}
              width={place - 2}
              height={height}
              fill={i === past.length ? 'var(--accent)' : 'var(--state-neutral-strong)'}
            />
          );
        })}
      </svg>
      {change(past, now)}
    </span>
  );
}

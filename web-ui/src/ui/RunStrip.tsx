import { Link } from 'react-router';

import { links } from '../app/links';
import type { RunBrief } from '../api/types';
import { formatDuration, formatTime, plural } from './format';
import styles from './RunStrip.module.css';
import { lookOf } from './states';

const PLACES = 20;

/** The last runs, oldest first, as bars: height by duration, state by colour and texture. */
export function RunStrip({ runs }: { runs: RunBrief[] }) {
  const shown = runs.slice(0, PLACES).reverse();
  const longest = Math.max(1, ...shown.map(seconds));
  return (
    <div className={styles.strip} role="group" aria-label={summary(shown)}>
      {Array.from({ length: PLACES - shown.length }, (_, i) => (
        <span key={`none-${i}`} className={styles.none} aria-hidden />
      ))}
      {shown.map((run) => (
        <Link
          key={run.id}
          to={links.run(run.id)}
          tabIndex={-1}
          className={styles.bar}
          data-tone={lookOf(run.state).tone}
          data-state={run.state}
          style={{ height: `${25 + 75 * Math.sqrt(seconds(run) / longest)}%` }}
          title={describe(run)}
          aria-label={describe(run)}
        />
      ))}
    </div>
  );
}

function seconds(run: RunBrief): number {
  if (run.startedAt === undefined || run.endedAt === undefined) return 0;
  return Math.max(0, (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000);
}

function describe(run: RunBrief): string {
  const took = run.endedAt === undefined ? '' : `, ${formatDuration(seconds(run))}`;
  return `Run ${lookOf(run.state).word}${took}, ${formatTime(run.createdAt)}`;
}

function summary(runs: RunBrief[]): string {
  if (runs.length === 0) return 'No runs yet';
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(run.state, (counts.get(run.state) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) => `${count} ${lookOf(state).word}`);
  return `Last ${plural(runs.length, 'run')}: ${parts.join(', ')}`;
}

import type { RunBrief } from '../../api/types';

/** How a Dag's last runs went. */
export interface RunRecord {
  /** Runs that ended by themselves; those that were cancelled say nothing about the Dag. */
  judged: number;
  succeeded: number;
  /** The median in seconds of those that succeeded; undefined when none did. */
  typicalSeconds: number | undefined;
}

export function recordOf(runs: RunBrief[]): RunRecord {
  const judged = runs.filter(
    (run) => run.state === 'succeeded' || run.state === 'failed' || run.state === 'timed_out',
  );
  const succeeded = judged.filter((run) => run.state === 'succeeded');
  return {
    judged: judged.length,
    succeeded: succeeded.length,
    typicalSeconds: median(succeeded.flatMap(secondsOf)),
  };
}

function secondsOf({ startedAt, endedAt }: RunBrief): number[] {
  if (startedAt === undefined || endedAt === undefined) return [];
  return [Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000)];
}

function median(values: number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

import { readFileSync } from 'node:fs';

import type { LatestSuccess } from '../src/api/types.ts';
import type { Store } from './store.ts';

/** The newest successful run of a Dag in which the step succeeded. */
export function latestSuccess(store: Store, dag: string, step: string): LatestSuccess | undefined {
  const [newest] = [...store.runs.values()]
    .filter((run) => run.dag === dag && run.state === 'succeeded')
    .sort((a, b) => b.logicalTime.localeCompare(a.logicalTime));
  if (newest === undefined) return undefined;
  const found = store.steps.get(newest.id)?.find((s) => s.step === step && s.state === 'succeeded');
  const attempt = found?.attempts.at(-1)?.id;
  return attempt === undefined ? undefined : { run: newest.id, attempt };
}

/** What a real server writes as a file: ReportPageTest keeps it. */
export function reportFile(): Buffer {
  return readFileSync(new URL('reports/orders.html', import.meta.url));
}

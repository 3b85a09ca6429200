import { readFileSync } from 'node:fs';

import type { LatestSuccess, NewShareLink, ShareLink } from '../src/api/types.ts';
import type { Store } from './store.ts';

const NOTHING = new URL('../../orchestrator-api/src/main/resources/reports/nothing.html', import.meta.url);

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

/** As the server's chain for shared reports sends it. */
export const SHARED_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "sandbox; default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Robots-Tag': 'noindex',
};

/** What a share link shows: a kept report by its name, or that there is none. */
export function sharedPage(name: string): { status: number; page: Buffer } {
  return name === 'orders' || name === 'hostile'
    ? { status: 200, page: readFileSync(new URL(`reports/${name}.html`, import.meta.url)) }
    : { status: 404, page: readFileSync(NOTHING) };
}

/** Made-up share links; what they show is no part of the mock. */
export class Shares {
  private links: ShareLink[] = [];

  all(): ShareLink[] {
    return this.links.map((link) => ({ ...link, path: undefined }));
  }

  make({ attempt, dag = 'recommender', step = 'prepare', days = 1 }: Partial<NewShareLink>): ShareLink {
    const link: ShareLink = {
      id: `share-${this.links.length + 1}`,
      dag,
      step,
      createdBy: 'admin',
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + days * 86_400_000).toISOString(),
      path: `/shared/${'x'.repeat(42)}${this.links.length}`,
      ...(attempt === undefined ? {} : { attempt }),
    };
    this.links = [link, ...this.links];
    return link;
  }

  revoke(id: string): void {
    this.links = this.links.filter((link) => link.id !== id);
  }
}

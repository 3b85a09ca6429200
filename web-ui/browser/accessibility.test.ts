import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Sight {
  name: string;
  /** `RUN` stands for the run that `run` names. */
  path: string;
  run?: [dag: string, state?: string];
  /** What is there when the page is. */
  shows: string;
  /** A button whose dialog is looked at. */
  opens?: string;
}

const SIGHTS: Sight[] = [
  { name: 'Dags', path: '/dags', shows: 'table' },
  { name: 'Dag', path: '/projects/demo/dags/recommender', shows: '[role=application] canvas' },
  {
    name: 'run beside a Dag’s grid',
    path: '/projects/demo/dags/warehouse?run=RUN_ID',
    run: ['warehouse'],
    shows: 'section[aria-label=Grid] aside',
  },
  { name: 'Dag’s graph', path: '/projects/demo/dags/recommender?tab=graph', shows: '.react-flow__node' },
  { name: 'Dag with groups', path: '/projects/demo/dags/warehouse?tab=graph', shows: '.react-flow__node' },
  { name: 'definition', path: '/projects/demo/dags/recommender?tab=versions', shows: 'pre' },
  {
    name: 'changes since a version',
    path: '/projects/demo/dags/recommender?tab=versions&against=1',
    shows: 'tr',
  },
  { name: 'schedule', path: '/projects/demo/dags/recommender?tab=schedule', shows: 'time' },
  { name: 'deployments', path: '/projects/demo/deployments', shows: 'table' },
  {
    name: 'rollback dialog',
    path: '/projects/demo/deployments',
    shows: 'table',
    opens: 'Roll back to this: deployment 1',
  },
  {
    name: 'rerun dialog',
    path: 'RUN',
    run: ['recommender', 'failed'],
    shows: 'table',
    opens: 'Rerun failed',
  },
  { name: 'runs', path: '/runs', shows: 'table' },
  { name: 'run', path: 'RUN', run: ['recommender', 'failed'], shows: 'table' },
  { name: 'run’s graph', path: 'RUN?tab=graph', run: ['recommender', 'failed'], shows: '.react-flow__node' },
  {
    name: 'graph with others dimmed',
    path: 'RUN?tab=graph&node=train&focus=upstream',
    run: ['recommender', 'failed'],
    shows: '[data-dimmed]',
  },
  {
    name: 'last plot in a graph',
    path: 'RUN?tab=graph&node=matplotlib',
    run: ['gallery'],
    shows: '.react-flow__node',
    opens: 'Last plot',
  },
  { name: 'graph with a map', path: '/projects/demo/dags/many?tab=graph', shows: '[aria-label^=Map]' },
  { name: 'run’s events', path: 'RUN?tab=events', run: ['recommender', 'failed'], shows: 'ol time' },
  { name: 'Gantt chart', path: 'RUN?tab=gantt', run: ['recommender', 'failed'], shows: 'canvas' },
  { name: 'notebook', path: 'RUN/steps/prepare', run: ['recommender', 'succeeded'], shows: 'pre' },
  { name: 'failed step', path: 'RUN/steps/train', run: ['recommender', 'failed'], shows: 'pre' },
  {
    name: 'preview of a file',
    path: 'RUN/steps/train?tab=results',
    run: ['recommender', 'succeeded'],
    shows: 'table',
    opens: 'out/ratings.csv',
  },
  { name: 'log', path: 'RUN/steps/train?tab=log', run: ['recommender', 'failed'], shows: '[role=log]' },
  { name: 'report', path: '/reports/demo/recommender/prepare', shows: 'pre' },
  {
    name: 'share dialog',
    path: '/reports/demo/recommender/prepare',
    shows: 'pre',
    opens: 'Share…',
  },
  { name: 'shared report', path: '/shared/orders', shows: 'table' },
  { name: 'no shared report', path: '/shared/gone', shows: 'h1' },
  { name: 'no report yet', path: '/reports/demo/warehouse/nothing', shows: 'strong' },
  { name: 'nothing', path: '/nowhere', shows: 'h1' },
  { name: 'workers', path: '/workers', shows: 'table' },
  { name: 'tokens', path: '/tokens', shows: 'table' },
  { name: 'secrets', path: '/projects/demo/secrets', shows: 'table' },
  { name: 'settings', path: '/projects/demo/settings', shows: '[role=switch]' },
  { name: 'charts', path: 'RUN/steps/altair', run: ['gallery'], shows: 'iframe' },
  { name: 'Markdown', path: 'RUN/steps/markdown', run: ['gallery'], shows: 'table' },
  { name: 'new secret dialog', path: '/projects/demo/secrets', shows: 'table', opens: 'New secret' },
  {
    name: 'trigger dialog',
    path: '/projects/demo/dags/recommender',
    shows: '[role=application] canvas',
    opens: 'Trigger',
  },
  { name: 'new token dialog', path: '/tokens', shows: 'table', opens: 'New token' },
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
  let context: BrowserContext;
  beforeAll(async () => {
    // axe is brought in as text, which the application's own policy rightly forbids.
    context = await stage.browser.newContext({ colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
  });
  afterAll(() => context.close());

  it('axe finds nothing wrong with the sign-in page', async () => {
    const page = await context.newPage();
    await page.goto(`${stage.origin}/login`);
    await page.waitForSelector('form');
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it.each(SIGHTS)('axe finds nothing wrong with the page: $name', async ({ path, run, shows, opens }) => {
    await signIn(context, stage.origin);
    const page = await context.newPage();
    const at = run === undefined ? '' : await runOf(context, stage.origin, ...run);
    await page.goto(stage.origin + path.replace('RUN_ID', at.split('/').at(-1) ?? '').replace('RUN', at));
    await page.waitForSelector(shows);
    if (opens !== undefined) {
      await page.getByRole('button', { name: opens, exact: true }).click();
      await page.waitForSelector('[role=dialog]');
    }
    expect(await violations(page)).toEqual([]);
    if (opens !== undefined) {
      await page.keyboard.press('Escape');
      await page.waitForSelector('[role=dialog]', { state: 'detached' });
      await page.waitForFunction(
        (name) =>
          (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent) ===
          name,
        opens,
      );
    }
    await page.close();
  });
});

/** What axe holds against the page, shortly. */
async function violations(page: Page): Promise<string[]> {
  // Colours fade in; what is on its way is not what people read.
  await page.waitForFunction('document.getAnimations().every((a) => a.playState !== "running")');
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  );
  return results.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

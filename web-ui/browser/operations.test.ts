import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { openStage, signIn, type Stage } from './browser.ts';

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({ viewport: { width: 1400, height: 900 } });
  await signIn(context, stage.origin);
});
afterAll(() => stage.close());

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.origin + path);
  return page;
}

describe('a schedule', () => {
  it('is paused and resumed by a button', async () => {
    const page = await open('/projects/demo/dags/recommender?tab=schedule');
    await page.getByRole('button', { name: 'Pause schedule' }).click();
    await page.getByRole('heading', { name: 'schedule: paused' }).waitFor();
    await page.getByRole('button', { name: 'Resume schedule' }).click();
    await page.getByRole('heading', { name: 'schedule', exact: true }).waitFor();
    await page.close();
  });

  it('shows its next ticks by its own clock, and ticks that started no run with the reason', async () => {
    const page = await open('/projects/demo/dags/recommender?tab=schedule');
    await page.getByRole('region', { name: 'Next ticks of schedule' }).getByText('06:00').first().waitFor();
    await page.getByText('only the latest is made up for').waitFor();
    await page.close();
  });
});

describe('a deployment', () => {
  it('is rolled back to after its plan was shown', async () => {
    const page = await open('/projects/demo/deployments');
    await page.getByRole('button', { name: 'Roll back to this: deployment 1' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Archived, because this snapshot does not have them: warehouse.').waitFor();
    await dialog.getByRole('button', { name: 'Roll back' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('row').filter({ hasText: 'Back to deployment 1' }).getByText('current').waitFor();
    await page.close();
  });
});

describe('two versions of a Dag', () => {
  it('are compared line by line', async () => {
    const page = await open('/projects/demo/dags/recommender?tab=versions');
    await page.getByPlaceholder('Changes since…').click();
    await page.getByRole('option', { name: 'since version 1' }).click();
    await page.getByText('3 lines added, 2 lines removed').waitFor();
    await page.close();
  });
});

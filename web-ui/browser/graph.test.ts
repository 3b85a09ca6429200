import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

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

describe('a step in a run’s graph', () => {
  it('opens the step’s page when it is clicked', async () => {
    const run = await runOf(context, stage.origin, 'recommender', 'failed');
    const page = await open(`${run}?tab=graph`);
    // A click by the pointer at the place, as people do it: what covers the step would get it.
    await page.locator('.react-flow__node a', { hasText: 'Train the model' }).click();
    await page.waitForURL(`**${run}/steps/train`);
    await page.getByRole('heading', { level: 1, name: 'Train the model' }).waitFor();
    await page.close();
  });

  it('opens the step’s page by the Enter key', async () => {
    const run = await runOf(context, stage.origin, 'recommender', 'failed');
    const page = await open(`${run}?tab=graph`);
    await page.locator('.react-flow__node a', { hasText: 'Prepare ratings' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${run}/steps/prepare`);
    await page.close();
  });

  it('is reached by the Tab key', async () => {
    const page = await open(`${await runOf(context, stage.origin, 'recommender', 'failed')}?tab=graph`);
    await page.waitForSelector('.react-flow__node a');
    const reached = async () => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate<boolean>('!!document.activeElement?.closest(".react-flow__node")'))
          return true;
      }
      return false;
    };
    expect(await reached()).toBe(true);
    await page.close();
  });
});

describe('a group in a graph', () => {
  it('folds and opens when its name is clicked', async () => {
    const page = await open('/projects/demo/dags/warehouse');
    const name = page.locator('.react-flow__node button', { hasText: 'extract' });
    await name.click();
    await page.getByText('orders').first().waitFor({ state: 'hidden' });
    await name.click();
    await page.getByText('orders').first().waitFor();
    await page.close();
  });
});

// Many times what it takes on a quiet machine. ELK alone needs more than a minute for the fan.
const PATIENCE_MILLIS = 8000;

describe.each(['many', 'fan'])('a thousand steps: %s', (dag) => {
  it('are drawn soon after they are known, and only those in sight', async () => {
    const page = await context.newPage();
    const answered = page.waitForResponse((r) => r.url().endsWith(`/dags/${dag}`));
    await page.goto(`${stage.origin}/projects/demo/dags/${dag}`);
    await answered;
    const begin = performance.now();
    await page.waitForSelector('.react-flow__node');
    const took = performance.now() - begin;
    console.info(`${dag}: drawn ${took.toFixed(0)} ms after its data`);
    expect(took).toBeLessThan(PATIENCE_MILLIS);
    expect(await page.locator('.react-flow__node').count()).toBeLessThan(500);
    await page.close();
  });
});

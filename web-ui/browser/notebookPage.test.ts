import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await signIn(context, stage.origin);
});
afterAll(() => stage.close());

async function open(step: string, state: string, query = ''): Promise<Page> {
  const page = await context.newPage();
  await page.goto(
    `${stage.origin}${await runOf(context, stage.origin, 'recommender', state)}/steps/${step}${query}`,
  );
  await page.getByRole('article', { name: 'Cell 1', exact: true }).waitFor();
  return page;
}

const cell = (page: Page, number: number) =>
  page.getByRole('article', { name: `Cell ${number}`, exact: true });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

describe('beside the notebook', () => {
  it('are the steps of the run, and its headings and cells with the one that failed', async () => {
    const page = await open('train', 'failed');
    const steps = page.getByRole('navigation', { name: 'Steps of the run' });
    expect(await steps.locator('[aria-current=page]').textContent()).toBe('Train the model, failed');
    await expect.poll(() => steps.getByRole('link').count()).toBeGreaterThan(2);
    const outline = page.getByRole('navigation', { name: 'Outline of the notebook' });
    await outline.getByRole('link', { name: 'Train', exact: true }).waitFor();
    const failed = outline.locator('[data-state=failed]');
    expect(await failed.textContent()).toContain('model = users @ films.T');
    await outline.getByRole('link').filter({ hasText: 'import numpy' }).click();
    await page.waitForFunction(() => {
      const top = document.getElementById('cell-3')?.getBoundingClientRect().top ?? -1;
      return top > 0 && top < 250;
    });
    await page.close();
  });
});

describe('keys', () => {
  it('move from cell to cell, to the error and to other steps', async () => {
    const page = await open('train', 'failed');
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.keyboard.press('j');
    const first = await focused(page);
    await page.keyboard.press('j');
    const second = await focused(page);
    expect(first).toMatch(/^Cell \d$/);
    expect(Number(second?.slice(5))).toBe(Number(first?.slice(5)) + 1);
    await page.keyboard.press('k');
    expect(await focused(page)).toBe(first);
    await page.keyboard.press('e');
    await page.waitForFunction(() => {
      const { top, bottom } = document
        .querySelector('article[data-state=failed]')
        ?.getBoundingClientRect() ?? {
        top: -1,
        bottom: -1,
      };
      return top >= 0 && top < window.innerHeight && bottom > 0;
    });
    const before = page.url();
    await page.keyboard.press('[');
    await page.waitForURL((url) => url.href !== before);
    await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'train' }).waitFor();
    await page.keyboard.press(']');
    await page.waitForURL(before);
    await page.close();
  });

  it('are letters where one types', async () => {
    const page = await open('train', 'failed');
    await page.keyboard.press('/');
    const find = page.getByRole('textbox', { name: 'Find in this notebook' });
    await find.waitFor();
    await page.keyboard.type('jek');
    expect(await find.inputValue()).toBe('jek');
    await page.close();
  });
});

describe('find', () => {
  it('counts, goes through and marks what stands in code and text outputs', async () => {
    const page = await open('train', 'failed');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.keyboard.type('RMSE');
    const count = page.getByRole('search').getByRole('status');
    await expect.poll(() => count.textContent()).toMatch(/^1 of 1[3-9]$/);
    const total = Number((await count.textContent())?.split(' ')[2]);
    await page.keyboard.press('Enter');
    await expect.poll(() => count.textContent()).toBe(`2 of ${total}`);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => count.textContent()).toBe(`${total} of ${total}`);
    const marks = () =>
      page.evaluate(() => ({
        all: CSS.highlights.get('find')?.size ?? 0,
        current: [...(CSS.highlights.get('find-current') ?? [])].map(String),
      }));
    await expect.poll(marks).toEqual({ all: total, current: ['rmse'] });
    await page.keyboard.press('Escape');
    await page.getByRole('search').waitFor({ state: 'detached' });
    await expect.poll(marks).toEqual({ all: 0, current: [] });
    await page.close();
  });

  it('unfolds a cell in which it finds something', async () => {
    const page = await open('train', 'failed');
    await page.getByRole('button', { name: 'Fold cell 4' }).focus();
    await page.keyboard.press('Enter');
    await cell(page, 4).getByText('One pass over the ratings').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('one pass');
    await cell(page, 4).getByText('One pass over the ratings').waitFor();
    await page.close();
  });
});

describe('a notebook', () => {
  it('is read without its code, by an address of its own', async () => {
    const page = await open('prepare', 'succeeded');
    await page.getByRole('switch', { name: 'Code' }).press('Space');
    await page.getByText('rng = np.random').waitFor({ state: 'detached' });
    expect(page.url()).toContain('code=hidden');
    await page.getByText('2,391 ratings of 400 users').waitFor();
    await page.reload();
    await page.getByText('2,391 ratings of 400 users').waitFor();
    expect(await page.getByText('rng = np.random').count()).toBe(0);
    await page.close();
  });

  it('gives its code, its texts and its tables to the clipboard', async () => {
    const page = await open('prepare', 'succeeded');
    const press = async (number: number, name: string) => {
      await cell(page, number).getByRole('button', { name }).first().focus();
      await page.keyboard.press('Enter');
      await cell(page, number).getByRole('status').filter({ hasText: 'Copied' }).first().waitFor();
    };
    await press(1, 'Copy the code of cell 1');
    expect(await copied(page)).toBe('seed = 7\nusers = 400\nfilms = 120');
    await press(3, 'Copy this output');
    expect(await copied(page)).toBe('2,391 ratings of 400 users\n');
    await press(4, 'Copy the tables of this output as CSV');
    expect((await copied(page)).replaceAll('\r', '')).toBe(
      ',user,film,rating\n0,1,7,4.0\n1,2,9,"-1,234,567.5"',
    );
    await page.close();
  });

  it('says its error once, with the way to the cell', async () => {
    const page = await open('train', 'failed');
    const link = page.getByRole('link', { name: /^Go to cell \d$/ });
    await link.waitFor();
    expect(await page.getByRole('note').count()).toBe(1);
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('region', { name: 'Log' }).waitFor();
    await link.click();
    await cell(page, 7).waitFor();
    await expect
      .poll(async () => {
        const place = await cell(page, 7).boundingBox();
        return place !== null && place.y >= 0 && place.y < 900;
      })
      .toBe(true);
    await page.close();
  });

  it('has lines that are not wider than one can read', async () => {
    const page = await context.newPage();
    await page.setViewportSize({ width: 2200, height: 900 });
    await page.goto(
      `${stage.origin}${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/prepare`,
    );
    const code = page.getByRole('region', { name: 'Code of cell 3' });
    await code.waitFor();
    expect((await code.boundingBox())?.width).toBeLessThanOrEqual(920);
    await page.close();
  });
});

it('a running step says how long it may still take', async () => {
  const answer = await context.request.post(`${stage.origin}/api/v1/projects/demo/dags/recommender/runs`, {
    data: {},
  });
  const { id } = (await answer.json()) as { id: string };
  const page = await context.newPage();
  await page.goto(`${stage.origin}/runs/${id}/steps/train`);
  await page.getByText(/about 1 min \d+ s left/).waitFor();
  await page.close();
});

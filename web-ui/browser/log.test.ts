import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { LogLines } from '../src/api/types.ts';
import { openStage, runOf, signIn, type Stage } from './browser.ts';

const TOTAL = 500_000;
const ENVIRONMENT = { first: 3, last: 40, seconds: 12.5 };

let stage: Stage;
let context: BrowserContext;
let read: string[];
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, stage.origin);
});
afterAll(() => stage.close());

function textOf(line: number): string {
  if (line % 1000 === 0) return `2026-11-30 10:00:00,000 - train - ERROR - line ${line} broke`;
  return line % 7 === 0 ? `${'long '.repeat(80)}${line}` : `line ${line} is \u001b[32mgreen\u001b[0m`;
}

/** A log that is too long to be read whole. */
async function answer(route: Route): Promise<void> {
  const url = new URL(route.request().url());
  read.push(`${url.pathname}${url.search}`);
  if (url.pathname.endsWith('/matches')) {
    const lines = Array.from({ length: TOTAL / 1000 }, (_, i) => (i + 1) * 1000);
    await route.fulfill({ json: { count: lines.length, lines } });
    return;
  }
  const count = Number(url.searchParams.get('lines'));
  const from = Number(url.searchParams.get('from') ?? TOTAL - count + 1);
  const lines = Array.from({ length: Math.min(count, TOTAL - from + 1) }, (_, i) => ({
    number: from + i,
    at: '2026-11-30T10:00:00.250Z',
    text: textOf(from + i),
  }));
  await route.fulfill({ json: { total: TOTAL, lines, environment: ENVIRONMENT } satisfies LogLines });
}

async function open(fragment = ''): Promise<Page> {
  read = [];
  const page = await context.newPage();
  await page.route('**/log/**', answer);
  const run = await runOf(context, stage.origin, 'recommender', 'failed');
  await page.goto(`${stage.origin}${run}/steps/train?tab=log${fragment}`);
  await page.getByRole('log').waitFor();
  return page;
}

const row = (page: Page, line: number) => page.locator(`[data-line="${line}"]`);

it('opens half a million lines at their end, and reads only those that are seen', async () => {
  const page = await open();
  await row(page, TOTAL).getByText(`line ${TOTAL} broke`).waitFor();
  expect(read.length).toBeLessThan(6);
  expect(await page.locator('[data-line]').count()).toBeLessThan(200);
  expect(await row(page, TOTAL).getAttribute('data-level')).toBe('error');
  await page.getByRole('log').evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
  await page.locator('[data-line]').first().waitFor();
  await expect
    .poll(async () => Number(await page.locator('[data-line]').first().getAttribute('data-line')))
    .toBeLessThan(TOTAL - 1000);
  await page.close();
});

it('finds, and goes from one match to the next', async () => {
  const page = await open();
  await page.getByRole('textbox', { name: 'Find in the log' }).fill('broke');
  const count = page.getByRole('search').getByRole('status');
  await expect.poll(() => count.textContent()).toBe(`1 of ${TOTAL / 1000}`);
  await row(page, 1000).getByText('line 1000 broke').waitFor();
  await page.keyboard.press('Enter');
  await row(page, 2000).getByText('line 2000 broke').waitFor();
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await row(page, TOTAL).getByText('broke').waitFor();
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('find-current') ?? [])].map(String)))
    .toEqual(['broke']);
  await page.close();
});

it('is opened at the line that the address names', async () => {
  const page = await open('#L250001');
  await row(page, 250_001).waitFor();
  const linked = row(page, 250_001);
  expect(await linked.getAttribute('data-linked')).not.toBeNull();
  await expect
    .poll(async () => {
      const place = await linked.boundingBox();
      return place !== null && place.y > 0 && place.y < 900;
    })
    .toBe(true);
  await page.close();
});

it('folds what the making of the environment printed', async () => {
  const page = await open('#L1');
  const heading = page.getByRole('button', { name: 'Environment set-up: 38 lines, 13 s' });
  await heading.waitFor();
  await row(page, 41).waitFor();
  expect(await row(page, 3).count()).toBe(0);
  await heading.click();
  await row(page, 3).waitFor();
  await heading.click();
  await row(page, 3).waitFor({ state: 'detached' });
  await page.close();
});

it('wraps long lines and shows times as the reader wants it, also the next time', async () => {
  let page = await open('#L70');
  const long = row(page, 70);
  await long.getByText('long').waitFor();
  const height = async () => (await long.boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(30);
  await page.getByRole('switch', { name: 'Wrap' }).press('Space');
  await expect.poll(height).toBeLessThan(25);
  await page.getByRole('switch', { name: 'Times' }).press('Space');
  await page
    .getByText(/^\d\d:00:00\.2$/)
    .first()
    .waitFor();
  await page.close();
  page = await open('#L70');
  await page
    .getByText(/^\d\d:00:00\.2$/)
    .first()
    .waitFor();
  expect(await page.getByRole('switch', { name: 'Wrap' }).isChecked()).toBe(false);
  await page.close();
});

import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

let stage: Stage;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, stage.origin);
  page = await context.newPage();
  const run = await runOf(context, stage.origin, 'recommender', 'succeeded');
  await page.goto(`${stage.origin}${run}/steps/train?tab=results`);
});
afterAll(() => stage.close());

/** How many pixels of a canvas are nearly black. */
function darkPixels(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const drawing = (element as HTMLCanvasElement).getContext('2d');
    if (drawing === null || width === 0) return 0;
    const { data } = drawing.getImageData(0, 0, width, height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255 && (data[at] ?? 255) < 60) dark++;
    return dark;
  });
}

const panel = () => page.getByRole('dialog');

async function open(path: string): Promise<void> {
  const link = page.getByRole('button', { name: path });
  await link.focus();
  await page.keyboard.press('Enter');
  await panel().getByRole('heading', { name: path }).waitFor();
}

async function close(path: string): Promise<void> {
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  // The focus is where it was.
  await page.waitForFunction((name) => document.activeElement?.textContent === name, path);
}

it('shows the first rows of a table, numbers at the right', async () => {
  await open('out/ratings.csv');
  await panel().getByRole('cell', { name: 'film, 199', exact: true }).waitFor();
  await panel().getByText('The first 200 rows').waitFor();
  expect(await panel().getByRole('row').count()).toBe(201);
  const align = (name: string) =>
    panel()
      .getByRole('cell', { name, exact: true })
      .evaluate((cell) => getComputedStyle(cell).textAlign);
  expect(await align('272.63')).toBe('right');
  expect(await align('film, 199')).not.toBe('right');
  await close('out/ratings.csv');
});

it('shows JSON as a tree, digit by digit, and text where it is none', async () => {
  await open('out/metrics.json');
  await panel().getByText('98765432109876543210').waitFor();
  const inner = panel().getByText('0.79');
  expect(await inner.isVisible()).toBe(false);
  await panel().locator('summary').filter({ hasText: '1: ' }).click();
  await inner.waitFor();
  await close('out/metrics.json');
  await open('out/broken.json');
  await panel().getByText('cannot be read as JSON').waitFor();
  await panel().getByText('{"a":').waitFor();
  await close('out/broken.json');
});

it('renders of a big JSON file only what is open', async () => {
  await open('out/big.json');
  const branches = panel().locator('summary');
  await branches.nth(100).waitFor();
  // Two levels of 150 branches each are there; the third has millions of values.
  expect(await branches.count()).toBe(151);
  await branches.nth(1).click();
  await expect.poll(() => branches.count()).toBe(301);
  await close('out/big.json');
});

it('shows a picture', async () => {
  await open('out/plot.png');
  const image = panel().getByRole('img', { name: 'out/plot.png' });
  await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1);
  await close('out/plot.png');
});

it('shows a page in a frame of an opaque origin', async () => {
  await open('out/page.html');
  const frame = panel().locator('iframe[title="Page: out/page.html"]');
  await frame.contentFrame().getByRole('heading', { name: 'Sales' }).waitFor();
  expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
  expect(await page.title()).not.toBe('taken over');
  await close('out/page.html');
});

it('says that a file is empty', async () => {
  await open('out/empty.html');
  await panel().getByText('This file is empty').waitFor();
  await close('out/empty.html');
});

it('draws the pages of a PDF, and neither runs nor fetches anything of it', async () => {
  const elsewhere: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(stage.origin) && !request.url().startsWith('blob:'))
      elsewhere.push(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await open('reports/slides.pdf');
  const first = panel().getByRole('img', { name: 'reports/slides.pdf, page 1', exact: true });
  await expect.poll(() => darkPixels(first)).toBeGreaterThan(200);
  await panel().getByText('The first 20 of 22 pages').waitFor();
  // A page far below is drawn when it comes near.
  const last = panel().getByRole('img', { name: 'reports/slides.pdf, page 20' });
  expect(await last.getAttribute('data-drawn')).toBeNull();
  await last.scrollIntoViewIfNeeded();
  await expect.poll(() => darkPixels(last)).toBeGreaterThan(200);
  expect(await panel().locator('a[href^="http"]').count()).toBe(0);
  expect(elsewhere).toEqual([]);
  expect(dialogs).toEqual([]);
  await close('reports/slides.pdf');
  await open('out/no.pdf');
  await panel().getByText('This PDF cannot be shown').waitFor();
  await close('out/no.pdf');
});

it('lists what was not published, with the patterns that would publish it', async () => {
  const table = page.getByRole('region', { name: 'Files that were not published' });
  await table.getByRole('cell', { name: 'tmp/*.csv', exact: true }).waitFor();
  await table
    .getByRole('cell', { name: 'tmp/fold-1.csv, tmp/fold-2.csv, tmp/fold-3.csv and 1 more' })
    .waitFor();
  await table.getByRole('cell', { name: 'cache/features\\[1].bin', exact: true }).waitFor();
  await page.getByText('5 files were written and not published').waitFor();
});

it('says so where there is no preview, with size, digest and the download', async () => {
  await open('models/model.npy');
  await panel().getByText('There is no preview of this file').waitFor();
  await panel().getByText('384 kB').waitFor();
  await panel().getByText('f'.repeat(12)).waitFor();
  const address = await panel().getByRole('link', { name: 'Download' }).getAttribute('href');
  expect(address).toContain('models%2Fmodel.npy');
  await close('models/model.npy');
});

it('shows the first rows of a Parquet file with their types, and hostile names as text', async () => {
  const parts: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('ratings.parquet')) parts.push(request.headers().range ?? 'whole');
  });
  await open('out/ratings.parquet');
  await panel().getByRole('cell', { name: 'film, 199', exact: true }).waitFor();
  await panel().getByText('The first 200 of 1,000 rows').waitFor();
  expect(await panel().getByRole('row').count()).toBe(201);
  await panel().getByRole('columnheader', { name: 'decimal(10, 2)' }).waitFor();
  await panel().getByRole('columnheader', { name: '<img src=x onerror="document.title=1">' }).waitFor();
  expect(await panel().locator('table img, table script').count()).toBe(0);
  expect(await page.title()).not.toBe('taken over');
  // Only parts of it were sent for.
  expect(parts.every((part) => part.startsWith('bytes='))).toBe(true);
  const column = panel().getByRole('columnheader').first().locator('div').first();
  expect(await column.evaluate((element) => getComputedStyle(element).resize)).toBe('horizontal');
  await close('out/ratings.parquet');
  await open('out/no.parquet');
  await panel().getByText('This Parquet file cannot be shown').waitFor();
  await close('out/no.parquet');
});

it('shows a notebook with its outputs, and says what is not shown', async () => {
  await open('reports/summary.ipynb');
  await panel().getByRole('heading', { name: 'Summary', exact: true }).waitFor();
  await panel().getByText('print("done")').waitFor();
  await panel().getByText('0     1     7').waitFor();
  await panel().getByText('HTML, charts and widgets of this file').waitFor();
  expect(await panel().locator('iframe, script, img[onerror]').count()).toBe(0);
  expect(await page.title()).not.toBe('taken over');
  await close('reports/summary.ipynb');
});

it('pins reports on the page of the run', async () => {
  const step = page.url();
  await page.goto(step.slice(0, step.indexOf('/steps/')));
  const row = page.getByRole('navigation', { name: 'Reports of this run' });
  await row.getByRole('button', { name: 'reports/summary.ipynb' }).waitFor();
  expect(await row.getByRole('button').count()).toBe(2);
  await open('reports/summary.ipynb');
  await panel().getByRole('heading', { name: 'Summary', exact: true }).waitFor();
  await close('reports/summary.ipynb');
});

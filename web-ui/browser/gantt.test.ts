import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, stage.origin);
});
afterAll(() => stage.close());

async function open(dag: string, state = ''): Promise<{ page: Page; run: string }> {
  const run = await runOf(context, stage.origin, dag, state);
  return { page: await openRun(run), run };
}

async function openRun(run: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stage.origin}${run}?tab=gantt`);
  await page.locator('canvas').waitFor();
  return page;
}

/** Points at places along a row until the tip says what is wanted. */
async function pointAt(page: Page, row: number, wanted: RegExp): Promise<{ x: number; y: number }> {
  const plot = page.getByRole('img', { name: /^Bars of/ });
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('no plot');
  const y = box.y + row * 28 + 14;
  for (let x = box.x + 2; x < box.x + box.width; x += 4) {
    await page.mouse.move(x, y);
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    const tip = page.locator('[role=status]', { hasText: wanted });
    if ((await tip.count()) > 0) return { x, y };
  }
  throw new Error(`nothing in row ${row} says ${wanted.source}`);
}

describe('the Gantt chart of a run', () => {
  it('names what is under the pointer, and opens the cell that is clicked', async () => {
    const { page, run } = await open('recommender', 'failed');
    await pointAt(page, 0, /Queued: /);
    await pointAt(page, 0, /Kernel: /);
    const cell = await pointAt(page, 0, /Cell \d+: succeeded, .*import numpy/);
    await page.mouse.click(cell.x, cell.y);
    await page.waitForURL(new RegExp(`${run}/steps/prepare#cell-\\d+$`));
    await page.close();
  });

  it('shows what the last row says whole, and keeps its height', async () => {
    const { page } = await open('recommender', 'failed');
    const scroller = page.locator('[class*=scroller]', { has: page.locator('canvas') });
    const height = () => scroller.evaluate((element) => element.scrollHeight);
    const before = await height();
    await pointAt(page, 7, /upstream failed, without an attempt/);
    expect(await height()).toBe(before);
    await page.close();
  });

  it('marks the critical path with its total', async () => {
    const { page } = await open('recommender', 'succeeded');
    await page.getByText(/Critical path: \d+ steps, \d+/).waitFor();
    const marked = page.locator('li[data-path]');
    expect(await marked.first().textContent()).toContain('prepare');
    await expect.poll(() => marked.count()).toBeGreaterThan(2);
    await page.close();
  });

  it('zooms and moves by keys and buttons, and fits again', async () => {
    const { page } = await open('recommender', 'succeeded');
    const labels = () => page.locator('[class*=times] span').allTextContents();
    const whole = await labels();
    await page.getByRole('link', { name: 'prepare', exact: true }).focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(labels).not.toEqual(whole);
    const close = await labels();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(labels).not.toEqual(close);
    await page.getByRole('button', { name: 'Fit', exact: true }).press('Enter');
    await expect.poll(labels).toEqual(whole);
    await page.close();
  });

  it('sorts by start or as the graph has the steps', async () => {
    const { page } = await open('many-cells');
    const second = async () => {
      const names = page.getByRole('list', { name: 'Steps' }).getByRole('link');
      return (await names.allTextContents())[1];
    };
    expect(await second()).toMatch(/^g0[1-9]-0$/);
    await page.getByRole('combobox', { name: 'Order of the steps' }).press('Enter');
    await page.getByRole('option', { name: 'By graph' }).click();
    await expect.poll(second).toBe('g00-1');
    await page.close();
  });

  it('lists the slowest cells with what they took before', async () => {
    const { page, run } = await open('recommender', 'succeeded');
    const table = page.getByRole('region', { name: 'Slowest cells' });
    await expect.poll(() => table.locator('tbody tr').count()).toBeGreaterThan(5);
    await table
      .getByText(/as usual|longer|shorter/)
      .first()
      .waitFor();
    await table
      .getByRole('link', { name: /^Cell \d/ })
      .first()
      .press('Enter');
    await page.waitForURL(new RegExp(`${run}/steps/[a-z0-9-]+#cell-\\d+$`));
    await page.close();
  });

  it('grows while the run goes on', async () => {
    const started = await context.request.post(`${stage.origin}/api/v1/projects/demo/dags/recommender/runs`, {
      data: {},
    });
    const { id } = (await started.json()) as { id: string };
    const page = await openRun(`/runs/${id}`);
    const kinds = /Environment: |Cell \d+: running/;
    const isThere = () =>
      pointAt(page, 0, kinds).then(
        () => true,
        () => false,
      );
    await expect.poll(isThere).toBe(true);
    await page.close();
  });
});

// Many times what it takes on a quiet machine.
const PATIENCE_MILLIS = 8000;

describe('a thousand steps with ten thousand cells', () => {
  it('are drawn soon after they are known, and scroll', async () => {
    const run = await runOf(context, stage.origin, 'many-cells');
    const page = await context.newPage();
    const answered = page.waitForResponse((r) => r.url().endsWith('/gantt'));
    await page.goto(`${stage.origin}${run}?tab=gantt`);
    await answered;
    const begin = performance.now();
    await page.locator('canvas').waitFor();
    const took = performance.now() - begin;
    console.info(`Gantt: drawn ${took.toFixed(0)} ms after its data`);
    expect(took).toBeLessThan(PATIENCE_MILLIS);
    expect(await page.getByRole('list', { name: 'Steps' }).getByRole('link').count()).toBeLessThan(200);
    const frames = await page.evaluate<number[]>(SCROLL);
    frames.sort((a, b) => a - b);
    const p95 = frames[Math.floor(frames.length * 0.95)] ?? 0;
    console.info(`Gantt: p95 of ${frames.length} frames while scrolling: ${p95.toFixed(1)} ms`);
    await page.close();
  });
});

/** Scrolls the chart for five seconds; answers the time of each frame. */
const SCROLL = `new Promise((resolve) => {
  const scroller = [...document.querySelectorAll('div')].find((d) => d.className.includes('scroller') && d.scrollHeight > d.clientHeight);
  const frames = [];
  const begin = performance.now();
  let last = begin;
  let way = 1;
  const frame = (now) => {
    frames.push(now - last);
    last = now;
    if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) way = -1;
    if (scroller.scrollTop <= 0) way = 1;
    scroller.scrollTop += way * 60;
    if (now - begin > 5000) resolve(frames); else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

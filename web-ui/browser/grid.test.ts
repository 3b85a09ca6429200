import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, signIn, type Stage } from './browser.ts';
import { measureScrolling } from './frames.ts';
import { GridPage } from './gridPage.ts';

const RECOMMENDER = '/projects/demo/dags/recommender';
const WAREHOUSE = '/projects/demo/dags/warehouse';
const MANY = '/projects/demo/dags/grid-500';
const TRAIN_FAILED = /^Train the model, run \w{3} \d+ \w{3} \d\d:\d\d: failed, /;

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, stage.origin);
});
afterAll(() => stage.close());

async function open(path: string, of = context): Promise<{ page: Page; grid: GridPage }> {
  const page = await of.newPage();
  await page.goto(stage.origin + path);
  return { page, grid: await new GridPage(page).shown() };
}

describe('a Dag’s grid', () => {
  it('is what the Dag opens with: steps and runs, the newest at the right, in words', async () => {
    const { page, grid } = await open(RECOMMENDER);
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Grid');
    expect((await grid.extent()).rows).toBe(8);
    // Nothing is said before somebody comes.
    expect(await grid.words()).toBe('');
    await grid.focus();
    await grid.says(/^Prepare ratings, run /);
    expect(await grid.press('ArrowUp')).toMatch(/^Run \w{3} \d+ \w{3} \d\d:\d\d: (running|queued)/);
    const newest = await grid.middle();
    expect(newest.x).toBeLessThan(1440);
    await grid.walkTo('Train the model', TRAIN_FAILED);
    await grid.says(/ValueError: operands/);
    await grid.walkTo('tune-8', /: skipped/);
    await page.close();
  });

  it('draws states in the colours of the scheme, sharp on any screen', async () => {
    for (const [colorScheme, deviceScaleFactor] of [
      ['light', 1],
      ['dark', 2],
    ] as const) {
      const shown = await stage.browser.newContext({ colorScheme, deviceScaleFactor });
      await signIn(shown, stage.origin);
      const { page, grid } = await open(RECOMMENDER, shown);
      const colourOf = (style: string) =>
        page.evaluate((value) => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = value;
          return getComputedStyle(probe).color;
        }, style);
      await grid.walkTo('Train the model', TRAIN_FAILED);
      const failed = { colour: await colourOf('var(--state-failed-soft)'), ratio: deviceScaleFactor };
      expect(await grid.drawn()).toEqual(failed);
      await grid.walkTo('Train the model', /: succeeded/);
      const succeeded = () => colourOf('var(--state-succeeded-soft)');
      const before = await succeeded();
      expect((await grid.drawn()).colour).toBe(before);
      // A new scheme draws all of it anew.
      await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' });
      await expect.poll(succeeded).not.toBe(before);
      const after = await succeeded();
      await expect.poll(async () => (await grid.drawn()).colour).toBe(after);
      await shown.close();
    }
  });

  it('shows a time that started no run as an empty column, and why', async () => {
    const { page, grid } = await open(RECOMMENDER);
    const ticks = (await grid.heads()).filter((head) => head.includes(': no run. '));
    expect(ticks[0]).toContain('overlap is skip');
    expect(ticks[1]).toMatch(/8 ticks of schedule until .* started no run: the trigger was paused/);
    expect(ticks).toHaveLength(2);
    await grid.walkTo('Train the model', /: no run. /);
    await grid.point();
    await grid.tip.getByText('overlap is skip').waitFor();
    await page.close();
  });

  it('tells the first line of an error where one points, by one request, with duration and time', async () => {
    const { page, grid } = await open(RECOMMENDER);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/runs/')) asked.push(new URL(request.url()).pathname);
    });
    await grid.walkTo('Train the model', TRAIN_FAILED);
    await page.keyboard.press('Escape');
    await grid.point();
    await grid.tip.getByText('ValueError: operands').waitFor();
    expect(await grid.tip.textContent()).toMatch(/Train the model.*\d\d:\d\d.*\d s/);
    await page.mouse.move(0, 0);
    await grid.tip.waitFor({ state: 'detached' });
    await grid.point();
    await grid.tip.getByText('ValueError: operands').waitFor();
    expect(asked.filter((path) => path.endsWith('/steps/train/error-line'))).toHaveLength(1);
    expect(asked.filter((path) => !path.endsWith('/error-line'))).toEqual([]);
    await page.close();
  });

  it('opens a step at the right, which follows the arrow keys, and stays through a reload', async () => {
    const { page, grid } = await open(RECOMMENDER);
    const { panel } = grid;
    await grid.walkTo('Train the model', TRAIN_FAILED);
    // Every part of the cell is the cell.
    const { x, y } = await grid.middle();
    await page.mouse.click(x, y - 12);
    await panel.getByRole('heading', { name: 'Train the model' }).waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await page.mouse.click(x, y + 12);
    await panel.getByRole('heading', { name: 'Train the model' }).waitFor();
    await panel.getByText('ValueError: operands').waitFor();
    await panel.getByText('Attempt 1').waitFor();
    for (const name of ['Open the notebook', 'Log', 'Run']) {
      await panel.getByRole('link', { name, exact: true }).waitFor();
    }
    expect(await panel.getByRole('link', { name: 'Log' }).getAttribute('href')).toMatch(
      /\/runs\/.*\/steps\/train\?tab=log$/,
    );
    await grid.press('ArrowDown');
    await panel.getByRole('heading', { name: 'predict' }).waitFor();
    await grid.says(/^predict, .*: upstream failed/);
    await grid.press('ArrowRight');
    await grid.says(/^predict, .*: succeeded/);
    await page.reload();
    await panel.getByRole('heading', { name: 'predict' }).waitFor();
    await panel.getByRole('button', { name: 'Rerun from here' }).click();
    await page.getByRole('dialog').getByText('Rerun from predict?').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('run=');
    // The keys are where they were.
    await grid.says(/^predict, .*: succeeded/);
    await page.close();
  });

  it('keeps what is opened in sight, though the panel takes a part of the width', async () => {
    const { page, grid } = await open(MANY);
    await grid.focus();
    await grid.press('End', 'Enter');
    await grid.panel.waitFor();
    const right = await grid.box.evaluate((box) => box.getBoundingClientRect().right);
    await expect.poll(async () => (await grid.middle()).x).toBeLessThan(right);
    await page.close();
  });

  it('is walked by keyboard: one Tab stop, Enter opens, Escape closes', async () => {
    const { page, grid } = await open(RECOMMENDER);
    expect(await grid.box.locator('[tabindex="0"]').count()).toBe(0);
    await grid.focus();
    expect(await grid.press('Home')).toBe('Prepare ratings');
    expect(await grid.press('End', 'ArrowUp', 'ArrowLeft')).toMatch(/^Run /);
    await grid.press('Enter');
    await grid.panel.getByRole('link', { name: 'Open the run' }).waitFor();
    await grid.press('Escape');
    await grid.panel.waitFor({ state: 'detached' });
    expect(await grid.words()).toMatch(/^Run /);
    expect(await grid.press('Control+End')).toMatch(/^report, run /);
    await page.close();
  });

  it('folds a group, whose row then stands for its steps', async () => {
    const { page, grid } = await open(WAREHOUSE);
    const group = page.getByRole('button', { name: 'extract' });
    const inside = grid.box.getByText('orders', { exact: true });
    await inside.waitFor();
    await group.click();
    await inside.waitFor({ state: 'detached' });
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    await grid.says(/^extract, a group of \d steps, folded$/);
    await grid.press('ArrowRight');
    await inside.waitFor();
    await grid.says(/open$/);
    await grid.press('ArrowLeft');
    await inside.waitFor({ state: 'detached' });
    await grid.walkTo('extract', /^extract, run .*: succeeded/);
    await grid.press('Enter');
    await grid.panel.getByRole('button', { name: 'rates' }).click();
    await grid.panel.getByRole('heading', { name: 'rates' }).waitFor();
    await page.close();
  });

  it('filters by state, trigger and time, in the address', async () => {
    const { page, grid } = await open(RECOMMENDER);
    const all = (await grid.extent()).columns;
    const columns = async () => (await grid.extent()).columns;
    await page.getByRole('combobox', { name: 'State' }).selectOption('Failed');
    await expect.poll(columns).toBeLessThan(all);
    for (const head of await grid.heads()) expect(head).toContain(': failed');
    expect(page.url()).toContain('state=failed');
    await page.reload();
    await grid.shown();
    expect(await columns()).toBeLessThan(all);
    await page.getByRole('combobox', { name: 'State' }).selectOption('Any state');
    await page.getByRole('combobox', { name: 'Trigger' }).selectOption('By schedule');
    await expect.poll(() => page.url()).toContain('trigger=schedule');
    await grid.shown();
    for (const head of await grid.heads()) expect(head).toContain('by schedule');
    await page.getByLabel('To day').fill('2020-01-01');
    await page.getByText('No run passes the filters.').waitFor();
    await page.close();
  });

  it('shows a run that starts, and its steps as they go, without reading anything again', async () => {
    const { page, grid } = await open(WAREHOUSE);
    const before = (await grid.extent()).columns;
    const read: string[] = [];
    page.on('request', (request) => {
      if (/\/grid\?.*runs=100/.test(request.url())) read.push(request.url());
    });
    await context.request.post(`${stage.origin}/api/v1/projects/demo/dags/warehouse/runs`, { data: {} });
    await expect.poll(async () => (await grid.extent()).columns).toBe(before + 1);
    await grid.walkTo('orders', /: (queued|running|succeeded)/);
    // The run goes on under the eyes of the reader.
    await grid.says(/^orders, run .*: succeeded/);
    expect(read).toEqual([]);
    await page.close();
  });
});

describe('500 steps and hundreds of runs', () => {
  it('go back to the first run by scrolling, and what is in sight stays', async () => {
    const { page, grid } = await open(MANY);
    const columns = async () => (await grid.extent()).columns;
    expect(await columns()).toBe(100);
    const scroll = (left: number) => grid.box.evaluate((box, to) => box.scrollTo({ left: to }), left);
    await scroll(300);
    await expect.poll(columns).toBe(200);
    // What was at 300 is a hundred columns further now.
    expect(Math.abs((await grid.box.evaluate((box) => box.scrollLeft)) - 2900)).toBeLessThan(30);
    await scroll(0);
    await expect.poll(columns).toBe(250);
    await page.close();
  });

  it('are walked to their last corner by keyboard, though only what is in sight is drawn', async () => {
    const { page, grid } = await open(MANY);
    await page.getByRole('button', { name: 'Open all groups' }).click();
    await expect.poll(async () => (await grid.extent()).rows).toBe(525);
    expect(await grid.box.locator('canvas').count()).toBeLessThan(40);
    expect(await grid.box.locator('[data-row]').count()).toBeLessThan(100);
    await grid.focus();
    expect(await grid.press('End', 'Control+End')).toMatch(/^step-499, run /);
    const { y } = await grid.middle();
    expect(y).toBeLessThan(900);
    // What has the keys stays, wherever one scrolls.
    await grid.box.evaluate((box) => box.scrollTo({ top: 0, left: 2000 }));
    await page.getByRole('button', { name: 'part-00' }).waitFor();
    expect(await grid.words()).toMatch(/^step-499, run /);
    expect(await grid.press('ArrowUp')).toMatch(/^step-498, run /);
    await page.close();
  });

  it('are drawn soon after their data, and scroll', async () => {
    const figures = await measureScrolling(context, `${stage.origin}${MANY}`);
    console.info(`grid 500 × 100: ${JSON.stringify(figures)}`);
    // Many times what it takes on a quiet machine. Frames are measured and not judged: docs/benchmarks.md.
    expect(figures.firstPaintMillis).toBeLessThan(8000);
  });
});

describe('on a phone', () => {
  it('opens a step over the grid, and gives the focus back', async () => {
    const phone = await stage.browser.newContext({ viewport: { width: 390, height: 844 } });
    await signIn(phone, stage.origin);
    const { page, grid } = await open(RECOMMENDER, phone);
    await grid.walkTo('report', /: succeeded/);
    const { x, y } = await grid.middle();
    await page.mouse.click(x, y);
    await page.getByRole('dialog').getByRole('heading', { name: 'report' }).waitFor();
    await page.getByRole('dialog').getByRole('link', { name: 'Log' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await grid.says(/^report, run /);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await phone.close();
  });
});

/** `SCREENS=1` writes the pictures of docs/screens anew. */
describe.runIf(process.env.SCREENS === '1')('pictures', () => {
  it.each(['light', 'dark'] as const)('in the %s scheme', async (colorScheme) => {
    for (const width of [1440, 390]) {
      const size = { viewport: { width, height: width === 390 ? 844 : 900 }, colorScheme };
      const shown = await stage.browser.newContext(size);
      await signIn(shown, stage.origin);
      const picture = (page: Page, name: string) =>
        page.screenshot({ path: `../docs/screens/${name}-${width}-${colorScheme}.png` });
      const { page, grid } = await open(RECOMMENDER, shown);
      await picture(page, 'grid');
      await grid.walkTo('Train the model', TRAIN_FAILED);
      await page.keyboard.press('Escape');
      await grid.point();
      await grid.tip.getByText('ValueError').waitFor();
      await picture(page, 'grid-tooltip');
      const { x, y } = await grid.middle();
      await page.mouse.click(x, y);
      await page.getByText('Attempt 1').waitFor();
      await page.mouse.move(0, 0);
      await picture(page, 'grid-step');
      const many = await open(MANY, shown);
      await many.page.getByRole('button', { name: 'part-04' }).click();
      await many.page.mouse.move(0, 0);
      await picture(many.page, 'grid-many');
      await shown.close();
    }
  });
});

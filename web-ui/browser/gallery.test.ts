import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

/** Recorded notebooks of the libraries that people use; dev/gallery/record.py made them, GalleryTest the answers. */
let stage: Stage;
let context: BrowserContext;
let errors: string[] = [];
let otherHosts: string[] = [];

beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({ viewport: { width: 1440, height: 900 } });
  await signIn(context, stage.origin);
  context.on('request', (request) => {
    if (!request.url().startsWith(stage.origin) && !/^(?:data|blob):/.test(request.url()))
      otherHosts.push(request.url());
  });
});
afterAll(() => stage.close());

async function open(name: string): Promise<Page> {
  const page = await context.newPage();
  errors = [];
  otherHosts = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${stage.origin}${await runOf(context, stage.origin, 'gallery')}/steps/${name}`);
  return page;
}

/** Nothing went wrong, and nothing was asked of another host. */
async function close(page: Page): Promise<void> {
  await page.close();
  expect(errors).toEqual([]);
  expect(otherHosts).toEqual([]);
}

describe('Markdown', () => {
  it('has tables, tasks, HTML, code, images and footnotes', async () => {
    const page = await open('markdown');
    const aligned = page.getByRole('cell', { name: '1,234.5' });
    expect(await aligned.evaluate((cell) => getComputedStyle(cell).textAlign)).toBe('right');
    expect(await page.getByRole('checkbox', { name: 'done' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'to do' }).isDisabled()).toBe(true);
    await page.getByText('More', { exact: true }).click();
    await page.getByText('Hidden at first.').waitFor();
    for (const name of ['attached', 'of the project'])
      expect(
        await page.getByRole('img', { name }).evaluate((image) => (image as HTMLImageElement).naturalWidth),
      ).toBe(24);
    await page.getByRole('link', { name: 'Image: of another host' }).waitFor();
    const note = page.getByRole('listitem').filter({ hasText: 'Its text.' });
    await page.getByRole('link', { name: '[1]' }).press('Enter');
    expect(await note.evaluate((item) => item === document.activeElement)).toBe(true);
    expect(new URL(page.url()).hash).toBe('');
    await close(page);
  });

  it('has formulas in a font of ours, and matrices whose brackets are as high as their rows', async () => {
    const page = await open('markdown');
    await page.locator('.katex-display').nth(2).waitFor();
    await page.evaluate(() => document.fonts.ready);
    const fonts = await page.evaluate(() =>
      [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family),
    );
    expect(fonts).toContain('KaTeX_Main');
    expect(fonts).toContain('KaTeX_Math');
    const matrix = page.locator('.katex-display').nth(1).locator('.katex-html');
    const [left = 0, rows = 0, right = 0] = await matrix.evaluate((formula) =>
      ['.mopen .vlist', '.mtable .vlist', '.mclose .vlist'].map(
        (part) => formula.querySelector(part)?.getBoundingClientRect().height ?? 0,
      ),
    );
    // Above the middle of the three rows.
    expect(rows).toBeGreaterThan(30);
    for (const bracket of [left, right]) expect(Math.abs(bracket - rows)).toBeLessThan(rows * 0.3);
    await close(page);
  });
});

/** The frame that is the nth from the top, when everything in it is drawn. */
async function drawn(page: Page, cell: number, nth = 0): Promise<FrameLocator> {
  const frame = page
    .getByRole('article', { name: `Cell ${cell}`, exact: true })
    .locator('iframe')
    .nth(nth);
  await page.getByRole('article', { name: `Cell ${cell}`, exact: true }).scrollIntoViewIfNeeded();
  await frame.contentFrame().locator(':root[data-drawn]').waitFor({ state: 'attached' });
  return frame.contentFrame();
}

describe('Plotly', () => {
  it('draws figures from their data, by their MIME type and by the HTML of its notebook renderer', async () => {
    const page = await open('plotly');
    const line = await drawn(page, 2);
    await line.locator('.gtitle').getByText('Orders').waitFor();
    expect(await line.locator('.scatterlayer .trace').count()).toBe(2);
    const pie = await drawn(page, 4);
    expect(await pie.locator('.pielayer .slice').count()).toBe(2);
    await close(page);
  });

  it('draws neighbours in one frame, which is as high as they are and tells what is pointed at', async () => {
    const page = await open('plotly');
    const both = await drawn(page, 3);
    expect(await page.getByRole('article', { name: 'Cell 3' }).locator('iframe').count()).toBe(1);
    expect(await both.locator('.js-plotly-plot').count()).toBe(2);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('iframe')].some((frame) => frame.offsetHeight >= 640),
    );
    const bar = both.locator('.bars .point').first();
    await bar.hover({ force: true });
    await both.locator('.hoverlayer .hovertext').waitFor();
    await close(page);
  });
});

describe('Vega', () => {
  it('draws charts of altair without eval, from its HTML and from its MIME type', async () => {
    const page = await open('altair');
    const line = await drawn(page, 2);
    await line.locator('canvas, svg.marks').first().waitFor();
    const chart = await drawn(page, 3);
    expect(
      await chart
        .locator('canvas, svg.marks')
        .first()
        .evaluate((c) => c.clientWidth),
    ).toBeGreaterThan(240);
    await close(page);
  });
});

describe('Bokeh', () => {
  it('draws documents from the script that its show writes, tables too, and shows nothing for what loads it', async () => {
    const page = await open('bokeh');
    const plot = await drawn(page, 2);
    await plot.locator('canvas').first().waitFor();
    const table = await drawn(page, 3);
    await table.getByText('ap', { exact: true }).waitFor();
    expect(await page.locator('iframe').count()).toBe(2);
    await close(page);
  });
});

describe('hostile outputs', () => {
  it('reach neither the application nor another host, whatever draws them', async () => {
    const reached: string[] = [];
    await context.route(/collector\.example/, (route) => {
      reached.push(route.request().url());
      return route.abort();
    });
    const page = await open('hostile');
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const cell of [2, 3, 4, 5]) await drawn(page, cell);
    const last = page.getByRole('article', { name: 'Cell 8' });
    await last.scrollIntoViewIfNeeded();
    await last.locator('iframe').first().contentFrame().getByText('styled').waitFor();
    for (const frame of page.frames().slice(1))
      for (const link of await frame.locator('a[href], a[*|href]').all())
        await link.click({ timeout: 500, force: true }).catch(() => undefined);
    expect(reached).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(await page.title()).toBe('hostile · gallery · Millrace');
    expect(context.pages().filter((one) => one.url() !== 'about:blank')).toHaveLength(1);
    expect(
      page
        .frames()
        .slice(1)
        .every((frame) => frame.url().includes('/frames/')),
    ).toBe(true);
    await context.unroute(/collector\.example/);
    await page.close();
  });
});

/** `SCREENS=1` writes the pictures of docs/screens anew. */
describe.runIf(process.env.SCREENS !== undefined)('a picture', () => {
  const names = (process.env.SCREENS ?? '').split(',').filter((name) => name !== '');

  it.each(names.flatMap((name) => [1440, 390].map((width) => [name, width] as const)))(
    'is taken of %s at %i',
    async (name, width) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(name);
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.waitForLoadState('networkidle');
        for (const frame of page.frames().slice(1))
          await frame.waitForFunction(() => document.querySelector('.drawing > script') === null);
        await page.screenshot({ path: `../docs/screens/outputs-${name}-${width}-${colorScheme}.png` });
        await page.close();
      }
    },
  );
});

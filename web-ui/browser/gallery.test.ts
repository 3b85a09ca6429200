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
    await page
      .getByRole('article', { name: 'Cell 3' })
      .locator('iframe')
      .evaluate((frame) => frame.scrollIntoView({ block: 'center' }));
    // Frames above may still get their height and move this one: the place is asked for again.
    await expect
      .poll(async () => {
        const bar = await both.locator('.bars .point').first().boundingBox();
        const [x, y] = [(bar?.x ?? 0) + (bar?.width ?? 0) / 2, (bar?.y ?? 0) + (bar?.height ?? 0) / 2];
        await page.mouse.move(x - 20, y);
        await page.mouse.move(x, y, { steps: 5 });
        return both.locator('.hoverlayer .hovertext').count();
      })
      .toBeGreaterThan(0);
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

describe('widgets', () => {
  it('are shown as they were saved, and say nothing to anybody', async () => {
    const page = await open('widgets');
    const form = await drawn(page, 2);
    await form.getByText('depth').waitFor();
    await form.getByText('9', { exact: true }).waitFor();
    expect(await form.locator('input[type=text]').inputValue()).toBe('eu');
    expect(await form.locator('input[type=text]').isDisabled()).toBe(true);
    const tabs = await drawn(page, 3);
    await tabs.getByRole('tab', { name: 'two' }).click();
    await tabs.getByText('printed into a widget').waitFor();
    await close(page);
  });
});

describe('pictures and tables', () => {
  it('of matplotlib have their own size, half of it at twice the density, and drawings are in frames', async () => {
    const page = await open('matplotlib');
    const widthOf = (cell: number) =>
      page
        .getByRole('article', { name: `Cell ${cell}`, exact: true })
        .locator('img')
        .evaluate((image) => {
          const { clientWidth, naturalWidth } = image as HTMLImageElement;
          return clientWidth / naturalWidth;
        });
    expect(await widthOf(2)).toBe(1);
    expect(await widthOf(4)).toBeCloseTo(0.5, 1);
    const drawing = page.getByRole('article', { name: 'Cell 3' }).locator('iframe');
    await drawing.contentFrame().getByRole('img', { name: 'drawing' }).waitFor();
    await close(page);
  });

  it('of seaborn are shown', async () => {
    const page = await open('seaborn');
    await page.locator('article img').nth(1).waitFor();
    await close(page);
  });

  it('of pandas keep their numbers in a line, and those of Styler their colours', async () => {
    const page = await open('tables');
    const frames = page.locator('iframe');
    await frames.nth(1).contentFrame().getByText('Styled').waitFor();
    const cell = frames.nth(1).contentFrame().locator('td').first();
    expect(await cell.evaluate((td) => getComputedStyle(td).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');
    await frames.nth(2).scrollIntoViewIfNeeded();
    const number = frames.nth(2).contentFrame().locator('td').first();
    expect(await number.evaluate((td) => td.clientHeight)).toBeLessThan(32);
    await close(page);
  });
});

describe('IPython.display', () => {
  it('shows HTML, SVG, JSON, Markdown, LaTeX, pictures, sound and film; a page of another host is named', async () => {
    const page = await open('display');
    const inCell = (cell: number) => page.getByRole('article', { name: `Cell ${cell}`, exact: true });
    const frameOf = async (cell: number) => {
      await inCell(cell).scrollIntoViewIfNeeded();
      return inCell(cell).locator('iframe').contentFrame();
    };
    await (await frameOf(2)).getByRole('heading', { name: 'HTML' }).waitFor();
    const drawing = (await frameOf(3)).getByRole('img');
    expect(await drawing.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(120);
    await (await frameOf(4)).getByText('"late" : true').waitFor();
    await inCell(5).getByRole('cell', { name: '2' }).waitFor();
    await inCell(6).locator('.katex').first().waitFor();
    expect(
      await inCell(7)
        .locator('img')
        .evaluate((image) => image.clientWidth),
    ).toBe(48);
    for (const [cell, tag] of [
      [8, 'audio'],
      [9, 'video'],
    ] as const) {
      const player = (await frameOf(cell)).locator(tag);
      await player.evaluate(
        (media) =>
          new Promise<void>((resolve, reject) => {
            const element = media as HTMLMediaElement;
            element.onerror = () => reject(new Error('it does not play'));
            if (element.readyState > 0) resolve();
            else element.onloadedmetadata = () => resolve();
          }),
      );
    }
    await (
      await frameOf(10)
    )
      .getByText('A page of another host is not shown: https://example.org/')
      .waitFor();
    await close(page);
  });
});

describe('progress, rich text and updates', () => {
  it('of tqdm end as one line on the console and as one bar in a notebook', async () => {
    const page = await open('progress');
    const console = page.getByRole('article', { name: 'Cell 1' }).locator('pre').last();
    await console.getByText('console: 100%').waitFor();
    expect(await console.textContent()).not.toContain('50%');
    const bar = await drawn(page, 2);
    await bar.getByText('20/20').waitFor();
    await close(page);
  });

  it('of rich keep their colours and lines', async () => {
    const page = await open('rich');
    const table = page.locator('iframe').first().contentFrame().locator('pre');
    await table.getByText('Orders', { exact: true }).waitFor();
    expect(await table.evaluate((pre) => getComputedStyle(pre).whiteSpace)).toBe('pre');
    await close(page);
  });

  it('by display_id show the last, and what was cleared is gone', async () => {
    const page = await open('updates');
    await page.getByText('step 4').waitFor();
    expect(await page.getByText('step 1', { exact: true }).count()).toBe(0);
    await page.locator('iframe').contentFrame().getByText('new value').waitFor();
    await page.getByText('only this is left', { exact: true }).waitFor();
    expect(await page.getByText('round').count()).toBe(1);
    await close(page);
  });
});

describe('scripts of a notebook', () => {
  it('are not run, which one line says, until the project’s settings allow it', async () => {
    const page = await open('hostile');
    await page.getByRole('article', { name: 'Cell 8' }).scrollIntoViewIfNeeded();
    const outputs = page.getByRole('article', { name: 'Cell 8' }).locator('iframe');
    for (const nth of [0, 1])
      await outputs.nth(nth).contentFrame().getByText('The scripts of this output were not run.').waitFor();
    await page.close();
    const settings = await context.newPage();
    await settings.goto(`${stage.origin}/projects/demo/settings`);
    await settings.getByRole('switch', { name: 'Scripts of notebooks run' }).press('Space');
    await settings.reload();
    expect(await settings.getByRole('switch', { name: 'Scripts of notebooks run' }).isChecked()).toBe(true);
    await settings.close();
  });

  it('run in their frame where they may, and reach nothing else', async () => {
    const reached: string[] = [];
    await context.route(/collector\.example/, (route) => {
      reached.push(route.request().url());
      return route.abort();
    });
    const page = await open('scripts');
    const frames = page.locator('iframe');
    await frames.nth(0).contentFrame().getByText('written by a script').waitFor();
    await frames.nth(1).contentFrame().getByText('written by javascript').waitFor();
    await page.waitForFunction(() => {
      const shown = [...document.querySelectorAll('iframe')].map((frame) => frame.offsetHeight);
      return shown.length === 3 && shown.every((height) => height >= 18 && height < 100);
    });
    // The last thing that its script tries is to leave.
    await expect
      .poll(() => errors.some((text) => /leave|frame-src|Framing/.test(text)), { timeout: 20_000 })
      .toBe(true);
    expect(reached).toEqual([]);
    expect(await page.title()).toBe('scripts · gallery · Millrace');
    expect(new URL(page.url()).origin).toBe(stage.origin);
    expect((await frames.nth(2).boundingBox())?.height).toBeLessThanOrEqual(640);
    await context.unroute(/collector\.example/);
    await page.close();
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
    const pages = context.pages().length;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const cell of [2, 3, 4, 5, 6]) await drawn(page, cell);
    const last = page.getByRole('article', { name: 'Cell 8' });
    await last.scrollIntoViewIfNeeded();
    await last.locator('iframe').first().contentFrame().getByText('styled').waitFor();
    for (const frame of page.frames().slice(1))
      for (const link of await frame.locator('a[href], a[*|href]').all())
        await link.click({ timeout: 500, force: true }).catch(() => undefined);
    expect(reached).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(await page.title()).toBe('hostile · gallery · Millrace');
    expect(context.pages()).toHaveLength(pages);
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
        await page.locator('article iframe, article img, article pre, .katex').first().waitFor();
        await page.waitForTimeout(1500);
        for (const frame of page.frames().slice(1))
          await frame.waitForFunction(() => document.querySelector('.drawing > script') === null);
        await page.screenshot({ path: `../docs/screens/outputs-${name}-${width}-${colorScheme}.png` });
        await page.close();
      }
    },
  );
});

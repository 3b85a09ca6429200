import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openStage, runOf, signIn, type Stage } from './browser.ts';

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  context = await stage.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Seoul',
  });
  await signIn(context, stage.origin);
});
afterAll(() => stage.close());

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.origin + path);
  return page;
}

describe('a report', () => {
  it('is a page of its own that is reached from the step and leads back', async () => {
    const step = `${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/prepare`;
    const page = await open(step);
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.waitForURL(/\/report\?attempt=/);
    await page.getByText('2,391 ratings of 400 users').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByText('rng = np.random').count()).toBe(0);
    const text = await page.getByText('Makes a seeded set of ratings').boundingBox();
    expect(text?.width).toBeLessThanOrEqual(920);
    await page.getByRole('link', { name: 'Open the step' }).click();
    await page.waitForURL(stage.origin + step);
    await page.close();
  });

  it('has a stable address for the latest successful run, with its time in the reader’s zone', async () => {
    const page = await open('/reports/demo/recommender/prepare');
    await page.getByText('2,391 ratings of 400 users').waitFor();
    const time = page.locator('time');
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    const hour = at.toLocaleString('en-GB', { timeZone: 'Asia/Seoul', hour: '2-digit', hourCycle: 'h23' });
    expect(await time.textContent()).toContain(` ${hour}:`);
    expect(await page.title()).toContain('recommender');
    await page.getByText('the latest successful run').waitFor();
    await page.close();
  });

  it('says so where no run has succeeded', async () => {
    const page = await open('/reports/demo/warehouse/nothing');
    await page.getByText('No successful run yet').waitFor();
    await page.close();
  });

  it('is printed without its buttons', async () => {
    const page = await open('/reports/demo/recommender/prepare');
    await page.getByText('2,391 ratings of 400 users').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('link', { name: 'Open the step' }).isVisible()).toBe(false);
    expect(await page.getByText('2,391 ratings of 400 users').isVisible()).toBe(true);
    await page.close();
  });

  it('is downloaded as one file', async () => {
    const page = await open('/reports/demo/recommender/prepare');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download', exact: true }).press('Enter');
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('prepare-1.html');
    expect(readFileSync(await file.path(), 'utf8')).toBe(readFileSync(kept('orders'), 'utf8'));
    await page.close();
  });
});

describe('a share link', () => {
  it('is made where the project allows it, shown once, listed and revoked', async () => {
    const page = await open('/reports/demo/recommender/prepare');
    const share = page.getByRole('button', { name: 'Share…' });
    await share.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This project does not allow share links.').waitFor();
    await dialog.getByRole('link', { name: 'settings' }).press('Enter');
    await page.getByText('No share link').waitFor();
    const allowed = page.getByRole('switch', { name: 'Reports may be shared by links' });
    await allowed.press('Space');
    await expect.poll(() => allowed.isChecked()).toBe(true);

    await page.goBack();
    await share.press('Enter');
    // The dialog takes the focus when it has opened, which would close the list again.
    await dialog.locator(':focus').waitFor();
    await dialog.getByRole('combobox', { name: 'Valid for' }).press('Enter');
    await page.getByRole('option', { name: '30 days' }).click();
    if (process.env.SCREENS !== undefined) await picture(page, 'share-new');
    await dialog.getByRole('button', { name: 'Make link' }).press('Enter');
    const address = dialog.getByText('/shared/');
    expect(await address.textContent()).toMatch(new RegExp(`^${stage.origin}/shared/[\\w-]{43}$`));
    if (process.env.SCREENS !== undefined) await picture(page, 'share-made');
    await dialog.getByRole('button', { name: 'Done' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => share.evaluate((button) => button === document.activeElement)).toBe(true);

    await page.goto(`${stage.origin}/projects/demo/settings`);
    const row = page.getByRole('row').filter({ hasText: 'latest successful run' });
    await row.waitFor();
    expect(await page.getByText('/shared/').count()).toBe(0);
    if (process.env.SCREENS !== undefined) await picture(page, 'share-list');
    await row.getByRole('button', { name: 'Revoke' }).press('Enter');
    await dialog.getByRole('button', { name: 'Revoke' }).press('Enter');
    await row.waitFor({ state: 'detached' });
    await page.getByText('No share link').waitFor();
    await page.close();
  });
});

describe('a shared report', () => {
  it('reaches neither the application, whose origin it has, nor another host', async () => {
    const asked: string[] = [];
    const dialogs: string[] = [];
    const address = `${stage.origin}/shared/hostile`;
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    // What the policy forbids does not come to here.
    await page.route(/^(?!data:)/, (route) => {
      if (route.request().url() === address) return route.continue();
      asked.push(route.request().url());
      return route.abort();
    });
    await page.goto(address);
    await page.getByText('More', { exact: true }).waitFor();
    for (const place of await page.locator('a, b, summary, p, img').all())
      await place.click({ timeout: 500, force: true }).catch(() => undefined);
    expect(await page.evaluate(() => window.origin)).toBe('null');
    expect(asked).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(page.url()).toBe(address);
    await page.close();
  });

  it('is the same page whatever is wrong with its link', async () => {
    const page = await open('/shared/gone');
    await page.getByRole('heading', { name: 'There is no report at this address' }).waitFor();
    await page.close();
  });
});

async function picture(page: Page, name: string): Promise<void> {
  for (const width of [1440, 390])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(500);
      await page.screenshot({ path: `../docs/screens/${name}-${width}-${colorScheme}.png` });
    }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** What the server wrote: ReportPageTest keeps it. */
function kept(name: string): string {
  return resolve(import.meta.dirname, `../dev/reports/${name}.html`);
}

describe('the file of a report', () => {
  it('shows tables, charts and texts, with styles that stay in their output', async () => {
    const page = await context.newPage();
    await page.goto(pathToFileURL(kept('orders')).href);
    await page.getByRole('heading', { name: 'Orders of the day' }).waitFor();
    expect(await page.locator('.html table').count()).toBeGreaterThanOrEqual(3);
    const wide = page.locator('.html').last();
    expect(await wide.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true);
    expect(
      await page
        .getByRole('img', { name: 'output' })
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBeGreaterThan(100);
    await page.close();
  });

  it('asks for nothing and runs nothing, whatever the notebook wrote', async () => {
    const apart = await stage.browser.newContext();
    const asked: string[] = [];
    await apart.route(/^(?!file:|data:)/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const page = await apart.newPage();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const address = pathToFileURL(kept('hostile')).href;
    await page.goto(address);
    await page.getByText('cover', { exact: true }).waitFor({ state: 'attached' });
    for (const place of await page.locator('a, b, summary, p, img').all())
      await place.click({ timeout: 500, force: true }).catch(() => undefined);
    // An output's style moves it within its own box: the heading can still be reached.
    const covered = await page.evaluate(() => {
      scrollTo(0, 0);
      const title = document.querySelector('header h1');
      const { x, y } = title?.getBoundingClientRect() ?? { x: 0, y: 0 };
      return document.elementFromPoint(x + 3, y + 3) === title;
    });
    expect(covered).toBe(true);
    expect(asked).toEqual([]);
    expect(dialogs).toEqual([]);
    expect(page.url()).toBe(address);
    expect(apart.pages()).toHaveLength(1);
    expect(await page.evaluate(() => document.scripts.length)).toBe(0);
    await apart.close();
  });

  it('would not ask or run either if something had got through', async () => {
    const apart = await stage.browser.newContext();
    const asked: string[] = [];
    await apart.route(/^(?!file:|data:)/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const page = await apart.newPage();
    const errors: string[] = [];
    page.on('console', (message) => errors.push(message.text()));
    await page.goto(pathToFileURL(kept('orders')).href);
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="https://collector.example/a" onerror="document.title = `ran`"><img src="x" onerror="document.title = `ran`">',
      );
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.body.append(script);
    });
    await expect
      .poll(() => errors.filter((text) => text.includes('Content Security Policy')).length)
      .toBeGreaterThan(1);
    expect(asked).toEqual([]);
    expect(await page.title()).not.toBe('ran');
    await apart.close();
  });
});

/** `SCREENS=1` writes the pictures of docs/screens anew. */
const pictures = () => {
  const places = {
    'report-page': '/reports/demo/recommender/prepare',
    'report-empty': '/reports/demo/warehouse/nothing',
    'report-file': pathToFileURL(kept('orders')).href,
    'share-gone': '/shared/gone',
  };

  it.each(
    Object.entries(places).flatMap(([name, place]) =>
      [1440, 390].map((width) => [name, place, width] as const),
    ),
  )('is taken of %s', async (name, place, width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(place.startsWith('file:') ? place : stage.origin + place);
      await page.getByRole('heading').first().waitFor();
      await page.waitForTimeout(1500);
      await page.screenshot({ path: `../docs/screens/${name}-${width}-${colorScheme}.png` });
      await page.close();
    }
  });
};
if (process.env.SCREENS !== undefined) describe('a picture', pictures);

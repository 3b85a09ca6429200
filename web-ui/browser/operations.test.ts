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

describe('a run that is started again', () => {
  it('is given the same values, digit by digit', async () => {
    const page = await open('/projects/demo/dags/recommender');
    await page.getByRole('button', { name: 'Trigger' }).first().click();
    const seed = page.getByRole('dialog').getByLabel('seed');
    await seed.fill('98765432109876543210');
    await seed.blur();
    await page.getByRole('dialog').getByRole('button', { name: 'Trigger' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: 'Parameters' }).click();
    await page.getByRole('cell', { name: '98765432109876543210', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Trigger again' }).click();
    await page.getByRole('dialog').getByLabel('seed').focus();
    await page.getByRole('dialog').getByLabel('factors').focus();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('dialog').getByRole('button', { name: 'Trigger' }).click();
    expect((await sent).postData()).toContain('"seed":98765432109876543210}');
    await page.close();
  });
});

describe('the list of runs', () => {
  it('shows every column however long names, notes and reasons are', async () => {
    const page = await context.newPage();
    await page.setViewportSize({ width: 1440, height: 900 });
    const long = 'a-long-name-'.repeat(20);
    await page.route('**/api/v1/runs?*', async (route) => {
      const answer = (await (await route.fetch()).json()) as { items: object[] };
      const items = answer.items.map((run) => ({
        ...run,
        dag: long,
        project: long,
        note: long,
        state: 'failed',
        stateText: long,
        createdBy: long,
      }));
      await route.fulfill({ json: { items } });
    });
    await page.goto(`${stage.origin}/runs`);
    const table = page.getByRole('region', { name: 'Runs' }).getByRole('table');
    await table.getByText(long).first().waitFor();
    const ends = await table.evaluate((element) => {
      const box = element.parentElement ?? element;
      return { table: element.scrollWidth, box: box.clientWidth };
    });
    expect(ends.table).toBeLessThanOrEqual(ends.box);
    await page.close();
  });
});

describe('deployments', () => {
  it('tell how many files changed, and which', async () => {
    const page = await open('/projects/demo/deployments');
    await page.getByText('2 files changed').click();
    await page.getByText('notebooks/train.ipynb changed').waitFor();
    await page.close();
  });
});

describe('two versions of a Dag', () => {
  it('are compared line by line', async () => {
    const page = await open('/projects/demo/dags/recommender?tab=versions');
    await page.getByPlaceholder('Changes since…').click();
    await page.getByRole('option', { name: 'since version 1' }).click();
    await page.getByText('3 lines added, 2 lines removed').waitFor();
    const changes = page.getByRole('list', { name: 'Changes', exact: true });
    await changes.getByText('timeout not set → "2h"').waitFor();
    await changes.getByText('file notebooks/train.ipynb changed, used by train').waitFor();
    await page.close();
  });
});

describe('what a run came to', () => {
  it('is told as its own outputs, or by why there are none', async () => {
    const page = await open(`${await runOf(context, stage.origin, 'recommender', 'succeeded')}?tab=results`);
    await page.getByRole('region', { name: 'Outputs of the run' }).getByText('0.83').waitFor();
    await page.close();
    const failed = await open(`${await runOf(context, stage.origin, 'recommender', 'failed')}?tab=results`);
    await failed.getByText('absent: steps.predict.outputs.rmse is absent').waitFor();
    await failed.close();
  });
});

describe('a rerun', () => {
  it('of what failed names the steps first, and then they run again', async () => {
    const page = await open(await runOf(context, stage.origin, 'recommender', 'failed'));
    await page.getByRole('button', { name: 'Rerun failed' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Version \d+, as it ran$/).click();
    await dialog.getByRole('list', { name: 'Steps that run again' }).getByText('report').waitFor();
    await dialog.getByRole('button', { name: 'Rerun 3 steps' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1 }).getByText('running').waitFor();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('region', { name: 'Reruns' }).getByText('failed: report').waitFor();
    await page.close();
  });

  it('on the latest version shows which version each attempt ran', async () => {
    const run = await runOf(context, stage.origin, 'recommender', 'failed');
    const page = await open(run);
    await page.getByRole('button', { name: 'Rerun failed' }).click();
    const dialog = page.getByRole('dialog');
    // A fix was deployed since: it is what is chosen at first.
    await dialog.getByText(/deployment \d+ by admin/).waitFor();
    await dialog.getByRole('button', { name: /^Rerun \d+ steps/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('versions 2 and 3').waitFor();
    const steps = page.getByRole('region', { name: 'Steps', exact: true });
    await steps.getByRole('row', { name: /^prepare .* 2 w-1/ }).waitFor();
    await steps
      .getByRole('row', { name: / 3 w-1/ })
      .first()
      .getByRole('link')
      .click();
    await page.getByText('version 3', { exact: true }).waitFor();
    await page.close();
  });

  it('begins at a step, and says what stands against another version', async () => {
    const page = await open(`${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/choose`);
    await page.getByRole('button', { name: 'Rerun from here' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText("'predict' now also depends on 'prepare'").waitFor();
    await dialog.getByText(/^Version \d+, as it ran$/).click();
    await dialog.getByRole('button', { name: 'Rerun 7 steps' }).waitFor();
    await page.close();
  });
});

describe('a run’s page', () => {
  it('lets steps be chosen for a rerun', async () => {
    const page = await open(await runOf(context, stage.origin, 'recommender', 'succeeded'));
    await page.getByRole('button', { name: 'Rerun steps' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Choose at least one step.').waitFor();
    await dialog.getByRole('checkbox', { name: 'predict' }).check();
    await dialog.getByText(/^Version \d+, as it ran$/).click();
    const touched = dialog.getByRole('list', { name: 'Steps that run again' });
    await touched.getByText('report').waitFor();
    await dialog.getByRole('button', { name: 'Rerun 2 steps' }).waitFor();
    await page.close();
  });

  it('is named by its Dag and its logical time, and leads to the runs before and after it', async () => {
    const run = await runOf(context, stage.origin, 'recommender', 'failed');
    const page = await open(run);
    const heading = page.getByRole('heading', {
      level: 1,
      name: /^recommender \w{3} \d{1,2} \w{3} \d\d:\d\d/,
    });
    await heading.waitFor();
    await page.getByRole('link', { name: 'Previous run' }).press('Enter');
    await page.waitForURL((url) => url.pathname !== run);
    await heading.waitFor();
    await page.getByRole('link', { name: 'Next run' }).press('Enter');
    await page.waitForURL((url) => url.pathname === run);
    await page.close();
  });
});

describe('an attempt', () => {
  it('tells the secrets that it was given by name and version', async () => {
    const page = await open(
      `${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/train?tab=results`,
    );
    await page.getByRole('region', { name: 'Secrets' }).getByRole('row', { name: 'warehouse 2' }).waitFor();
    await page.close();
  });
});

describe('with several projects', () => {
  it('deployments and secrets of each are reached by a menu', async () => {
    const page = await context.newPage();
    await page.route(/\/api\/v1\/projects(\?|$)/, (route) =>
      route.fulfill({
        json: {
          items: ['demo', 'ops'].map((name) => ({ name, createdAt: '2026-11-30T06:00:00Z', dags: 1 })),
        },
      }),
    );
    for (const what of ['deployments', 'secrets']) {
      await page.goto(`${stage.origin}/dags`);
      await page.getByRole('button', { name: what === 'secrets' ? 'Secrets' : 'Deployments' }).click();
      await page.getByRole('menuitem', { name: 'ops' }).waitFor();
      await page.getByRole('menuitem', { name: 'demo' }).click();
      await page.waitForURL(`**/projects/demo/${what}`);
    }
    await page.close();
  });
});

describe('a run that does not exist', () => {
  it('offers a way on, and not to try again', async () => {
    const page = await open('/runs/0194b2c0-0000-7000-8000-000000000000');
    const alert = page.getByRole('alert');
    await alert.getByRole('link', { name: 'all runs' }).waitFor();
    expect(await alert.getByRole('button').count()).toBe(0);
    await page.close();
  });
});

describe.each([
  ['/dags', 'projects'],
  ['/runs', 'runs'],
  ['/workers', 'pools'],
  ['/tokens', 'tokens'],
  ['/projects/demo/dags/recommender?tab=schedule', 'triggers'],
])('%s, when %s cannot be read', (path, resource) => {
  it('says why, and shows it when asked again', async () => {
    const page = await context.newPage();
    const answers = new RegExp(`/api/v1/(.*/)?${resource}(\\?|$)`);
    // Nothing tells the page to read again by itself, which would take the button away.
    await page.route('**/api/v1/events?*', () => undefined);
    await page.route(answers, (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'Forbidden', status: 403, code: 'FORBIDDEN', detail: 'not for you' }),
      }),
    );
    await page.goto(stage.origin + path);
    await page.getByRole('alert').getByText('not for you').waitFor();
    await page.unroute(answers);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await page.getByRole('region').first().waitFor();
    await page.close();
  });
});

describe('a step', () => {
  it('shows what it runs: a notebook by its path, a command whole', async () => {
    const run = await runOf(context, stage.origin, 'recommender', 'succeeded');
    const notebook = await open(`${run}/steps/prepare`);
    await notebook.getByText('notebooks/prepare.ipynb').waitFor();
    await notebook.close();
    const shell = await open(`${run}/steps/report?tab=results`);
    await shell.getByText('python -m recommender.report --top "$TOP" …').waitFor();
    await shell.getByText('ls report').waitFor();
    await shell.close();
  });

  it('that decides where to go shows its cases', async () => {
    const page = await open(`${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/choose`);
    await page.getByRole('row', { name: 'parameters.tune tune-8, tune-16, tune-32' }).waitFor();
    await page.close();
  });
});

describe('a step that waits', () => {
  it('says why, and what would change that', async () => {
    const begun = await context.request.post(`${stage.origin}/api/v1/projects/demo/dags/recommender/runs`, {
      data: {},
    });
    const { id } = (await begun.json()) as { id: string };
    const page = await open(`/runs/${id}/steps/report`);
    await page.getByText("No live worker serves the pool 'gpu'.").waitFor();
    await page.getByText('Start a worker with --pool gpu.').waitFor();
    await page.close();
  });
});

describe('a notebook’s outputs', () => {
  it('are in the order in which the kernel sent them, each in a frame as high as its content', async () => {
    const page = await open(
      `${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/prepare`,
    );
    const outputs = page.getByRole('article', { name: 'Cell 4' }).locator('iframe, pre:not(:has(code))');
    await page.getByText('printed between two tables').scrollIntoViewIfNeeded();
    const [small, wide] = [page.locator('iframe').nth(0), page.locator('iframe').nth(1)];
    await small.contentFrame().getByRole('cell', { name: '-1,234,567.5' }).waitFor();
    await wide.contentFrame().getByRole('columnheader', { name: 'column 39' }).waitFor();
    const tops = await outputs.evaluateAll((all) =>
      all
        .filter(
          (element) => element.tagName === 'IFRAME' || /two tables|after them/.test(element.textContent),
        )
        .map((element) => element.tagName),
    );
    expect(tops).toEqual(['IFRAME', 'PRE', 'IFRAME', 'PRE']);
    const heightIs = (least: number) =>
      page.waitForFunction(
        (height) => [...document.querySelectorAll('iframe')].some((frame) => frame.offsetHeight >= height),
        least,
      );
    await heightIs(600);
    expect((await small.boundingBox())?.height).toBeLessThan(140);
    expect((await wide.boundingBox())?.height).toBeLessThan(700);
    // By the keyboard: just after a scroll Chromium may send a click to the frame that was there.
    await page.getByRole('button', { name: 'Open whole' }).press('Enter');
    await heightIs(1200);
    await page.close();
  });

  it('follow the theme without being loaded again', async () => {
    const page = await open(
      `${await runOf(context, stage.origin, 'recommender', 'succeeded')}/steps/prepare`,
    );
    const table = page.locator('iframe').first();
    await table.scrollIntoViewIfNeeded();
    const root = table.contentFrame().locator(':root');
    await table.contentFrame().locator(':root[data-theme=light]').waitFor();
    await root.evaluate((element) => element.setAttribute('data-same-page', ''));
    await page.emulateMedia({ colorScheme: 'dark' });
    await table.contentFrame().locator(':root[data-theme=dark][data-same-page]').waitFor();
    await page.close();
  });
});

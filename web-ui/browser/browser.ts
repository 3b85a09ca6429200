import { accessSync, constants } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { preview } from 'vite';

/** The built application, answered for by the mock, in the machine's Chromium. `CHROMIUM` names another program. */
export interface Stage {
  origin: string;
  browser: Browser;
  close: () => Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const server = await preview({ mode: 'mock', preview: { port: 0, host: '127.0.0.1' }, logLevel: 'warn' });
  // A connection that the server closes while a test writes to it would fail that test.
  if ('keepAliveTimeout' in server.httpServer) server.httpServer.keepAliveTimeout = 3_600_000;
  const origin = new URL(server.resolvedUrls?.local[0] ?? '').origin;
  const browser = await chromium.launch({
    executablePath: executable(),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  return {
    origin,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Whatever is waited for comes later on a machine that is busy with other work. */
const PATIENCE_MILLIS = 120_000;

/** Somebody who is signed in. */
export async function signIn(context: BrowserContext, origin: string): Promise<void> {
  context.setDefaultTimeout(PATIENCE_MILLIS);
  await context.addCookies([
    { name: 'mock', value: '1', url: origin },
    { name: 'XSRF-TOKEN', value: 'mock-csrf', url: origin },
  ]);
}

/** What the mock begins later goes on while the tests run, and ends when the machine has time for it. */
const BEGIN = Date.now();

/** The address of the newest run of a Dag that is in the state, or in any; if there is one, of those before the tests. */
export async function runOf(
  context: BrowserContext,
  origin: string,
  dag: string,
  state = '',
): Promise<string> {
  const answer = await context.request.get(`${origin}/api/v1/runs?dag=${dag}&state=${state}`);
  const { items } = (await answer.json()) as { items: { id: string; createdAt: string }[] };
  const run = items.find(({ createdAt }) => Date.parse(createdAt) < BEGIN) ?? items[0];
  if (run === undefined) throw new Error(`the mock has no ${state} run of ${dag}`);
  return `/runs/${run.id}`;
}

function executable(): string {
  const programs = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = programs.find((program) => program !== undefined && isExecutable(program));
  if (found === undefined) throw new Error('no Chromium on this machine; install one or name it in CHROMIUM');
  return found;
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

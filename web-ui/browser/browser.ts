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

/** Somebody who is signed in. */
export async function signIn(context: BrowserContext, origin: string): Promise<void> {
  await context.addCookies([
    { name: 'mock', value: '1', url: origin },
    { name: 'XSRF-TOKEN', value: 'mock-csrf', url: origin },
  ]);
}

/** The address of the newest run of a Dag that is in the state, or in any. */
export async function runOf(
  context: BrowserContext,
  origin: string,
  dag: string,
  state = '',
): Promise<string> {
  const answer = await context.request.get(`${origin}/api/v1/runs?dag=${dag}&state=${state}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const run = items[0];
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

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';

import { parseJson, writeJson } from '../src/api/json.ts';
import type {
  CellLine,
  DeployRequest,
  LiveNotebook,
  NewShareLink,
  RerunRequest,
  Run,
  RunNeighbours,
} from '../src/api/types.ts';
import { galleryFrame, galleryImage } from './gallery.ts';
import { ganttOf, slowCellsOf } from './gantt.ts';
import { errorLine, grid, gridStep } from './grid.ts';
import { stream } from './liveStream.ts';
import { published, unpublished } from './artifacts.ts';
import { logLines, logMatches } from './logs.ts';
import { Operations } from './operations.ts';
import { problem } from './problem.ts';
import { latestSuccess, reportFile, SHARED_HEADERS, sharedPage, Shares } from './reports.ts';
import { dag, versionDiff } from './versions.ts';
import { World } from './world.ts';

/**
 * Answers /api from memory, so that pages can be looked at without a server (`vite --mode mock`). A tool for
 * development: no part of the application, and no contract.
 */
export function mockApi(): Plugin {
  const world = new World();
  const operations = new Operations(world.store);
  const seeded = world.seed();
  const handle: Connect.NextHandleFunction = (request, response, next) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.url?.startsWith('/shared/')) {
      const { status, page } = sharedPage(request.url.slice('/shared/'.length));
      response.writeHead(status, SHARED_HEADERS).end(page);
      return;
    }
    if (!request.url?.startsWith('/api/v1/')) {
      next();
      return;
    }
    void seeded.then(() => answer(world, operations, request, response));
  };
  return {
    name: 'millrace-mock-api',
    configureServer: (server) => void server.middlewares.use(handle),
    configurePreviewServer: (server) => {
      server.middlewares.use((request, response, next) => {
        response.setHeader('Content-Security-Policy', CSP);
        handle(request, response, () => {
          if (request.headers.accept?.includes('text/html') === true) {
            // As the server does: the page is answered at addresses of any depth, so its own are written out.
            const page = readFileSync('dist/index.html', 'utf8').replaceAll('"./', '"/');
            response.setHeader('Content-Type', 'text/html').end(page);
          } else {
            next();
          }
        });
      });
    },
  };
}

const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'";

const FRAMES = new URL('../../orchestrator-api/src/main/resources/frames/', import.meta.url);
const FRAME_PARTS = { script: 'frame.js', style: 'frame.css' } as const;
const SMALL_TABLE =
  '<table border="1" class="dataframe"><thead><tr><th></th><th>user</th><th>film</th><th>rating</th></tr></thead><tbody><tr><th>0</th><td>1</td><td>7</td><td>4.0</td></tr><tr><th>1</th><td>2</td><td>9</td><td>-1,234,567.5</td></tr></tbody></table>';
const ROW = `<tr><th>row</th>${columns((n) => `<td>${(n * 1234.5678).toFixed(4)}</td>`)}</tr>`;
const WIDE_TABLE = `<table class="dataframe"><thead><tr><th></th>${columns((n) => `<th>column ${n}</th>`)}</tr></thead><tbody>${ROW.repeat(60)}</tbody></table>`;

function columns(cell: (n: number) => string): string {
  return Array.from({ length: 40 }, (_, n) => cell(n)).join('');
}

/** The page of a frame as the server makes it. */
function framePage(table: string): string {
  const part = (name: keyof typeof FRAME_PARTS) => readFileSync(new URL(FRAME_PARTS[name], FRAMES), 'utf8');
  return `<!doctype html><meta charset="utf-8"><script>${part('script')}</script><style>${part('style')}</style><div id="content">${table}</div>`;
}

let settings = { notebookScripts: false, shareLinks: false };
const shares = new Shares();

const ME = { principal: { id: 'u1', name: 'admin', kind: 'user' }, roles: [{ role: 'admin' }] };

async function answer(
  world: World,
  operations: Operations,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const parts = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent);
  const [resource = '', id = '', sub = '', subId = '', last = ''] = parts;
  const method = request.method ?? 'GET';
  const json = (value: unknown, status = 200) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(writeJson(value));
  };
  const list = (items: unknown[]) => json({ items });
  const none = () => json(problem(404, 'NOT_FOUND', `there is no ${url.pathname}`), 404);
  const signedIn = request.headers.cookie?.includes('mock=1') ?? false;

  if (resource === 'login') {
    const given = (await body(request)) as { token?: string; password?: string };
    if (given.token === 'used' || given.password === 'wrong') {
      json(
        problem(
          401,
          'LOGIN_REFUSED',
          'This link was used or is older than 10 minutes.',
          'Run `millrace login` for another.',
        ),
        401,
      );
      return;
    }
    response.writeHead(204, { 'Set-Cookie': ['mock=1; Path=/', 'XSRF-TOKEN=mock-csrf; Path=/'] }).end();
    return;
  }
  if (!signedIn) {
    json(problem(401, 'NOT_SIGNED_IN', 'Nobody is signed in.'), 401);
    return;
  }
  switch (`${method} ${resource}`) {
    case 'GET me':
      json(ME);
      return;
    case 'POST logout':
      response.writeHead(204, { 'Set-Cookie': 'mock=; Path=/; Max-Age=0' }).end();
      return;
    case 'GET events':
      stream(world, url, request, response);
      return;
    case 'GET projects':
      if (id === '')
        list([{ name: 'demo', createdAt: new Date().toISOString(), dags: world.store.dags.length }]);
      else if (sub === 'notebooks')
        list(['prepare', 'train', 'predict'].map((name) => ({ path: `notebooks/${name}.ipynb` })));
      else if (sub === 'settings') json(settings);
      else if (sub === 'share-links') list(shares.all());
      else if (sub === 'deployments') list(operations.deploymentsOf());
      else if (sub === 'secrets')
        list([{ name: 'warehouse', version: 2, setAt: new Date().toISOString(), setBy: 'ada' }]);
      else if (sub === 'dags' && subId === '') list(world.store.dags);
      else if (parts[6] === 'latest-success') {
        const found = latestSuccess(world.store, subId, parts[5] ?? '');
        if (found) json(found);
        else json(problem(404, 'NO_SUCCESS', 'no run has succeeded yet', 'run the Dag'), 404);
      } else if (last === 'triggers') trigger(world, operations, url, parts, json, none);
      else if (last === 'grid') grid(world, subId, url.searchParams, json, none);
      else if (last === 'versions' && parts[6] === 'diff') json(versionDiff(subId));
      else if (sub === 'dags') dag(world, subId, last, parts[5], json, none);
      else none();
      return;
    case 'PUT projects':
      settings = (await body(request)) as typeof settings;
      json(settings);
      return;
    case 'DELETE projects':
      shares.revoke(subId);
      response.writeHead(204).end();
      return;
    case 'PATCH projects':
      json(operations.pause(parts[5] ?? '', ((await body(request)) as { paused: boolean }).paused));
      return;
    case 'POST projects': {
      const given = (await body(request)) as Partial<DeployRequest> & {
        parameters?: Record<string, never>;
        note?: string;
      };
      if (sub === 'share-links') {
        json(shares.make(given as Partial<NewShareLink>), 201);
        return;
      }
      if (sub === 'deployments') {
        json(operations.deploy(given.snapshot ?? '', given.reason, given.dryRun ?? false));
        return;
      }
      if (given.note === 'refuse') {
        json(
          problem(422, 'PARAMETERS_INVALID', 'Two parameters are not valid.', 'Mend them and try again.', [
            {
              code: 'TYPE',
              severity: 'error',
              message: "'factors' must be an integer",
              where: { pointer: '/parameters/factors' },
            },
            { code: 'RANGE', severity: 'error', message: "'weights.recency' must be at most 1" },
          ]),
          422,
        );
        return;
      }
      json(world.start(subId === 'runs' ? 'recommender' : subId, given.parameters ?? {}).run, 201);
      return;
    }
    case 'POST runs':
      if (sub === 'rerun') {
        const run = world.store.runs.get(id);
        const asked = (await body(request)) as RerunRequest;
        if (run === undefined) none();
        else if (asked.version === 'latest' && asked.steps?.includes('choose'))
          json(
            problem(
              409,
              'EDGES_DIFFER',
              'version 2 has other edges among the steps that are kept',
              'Trigger a new run instead.',
              [{ code: 'EDGE_NEW', severity: 'error', message: "'predict' now also depends on 'prepare'" }],
            ),
            409,
          );
        else {
          const touched = operations.touched(run, asked);
          json({ run, touched: touched.map(({ step, mapPath, state }) => ({ step, mapPath, state })) });
          if (!asked.dryRun) void world.rerun(run, touched, asked.version === 'latest');
        }
        return;
      }
      json(world.cancel(id) ?? {});
      return;
    case 'GET runs': {
      const state = url.searchParams.get('state');
      const dagName = url.searchParams.get('dag');
      const run = world.store.runs.get(id);
      if (id === '') {
        list(
          [...world.store.runs.values()]
            .filter((r) => (!state || r.state === state) && (!dagName || r.dag === dagName))
            .sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
        );
      } else if (last === 'error-line') json(errorLine(world, id, subId));
      else if (sub === 'steps' && subId !== '' && last === '') {
        const step = gridStep(world, id, subId);
        if (step === undefined) none();
        else json(step);
      } else if (run === undefined) none();
      else if (sub === 'gantt') json(ganttOf(world.store, run));
      else if (sub === 'neighbours') json(neighbours(world, run));
      else if (sub === 'slowest-cells') json(slowCellsOf(world.store, run));
      else if (sub === 'reruns') list(operations.reruns(run));
      else if (sub === 'why') json(operations.why(run, undefined));
      else if (last === 'why') json(operations.why(run, subId));
      else if (last === 'usual-duration') json({ medianSeconds: 90, attempts: 7 });
      else if (sub === 'steps') list(world.store.steps.get(id) ?? []);
      else if (sub === 'events') list(world.store.runEvents.get(id) ?? []);
      else json(run);
      return;
    }
    case 'GET attempts':
      attempt(world, id, sub, subId, url, json, list, none, response, request.headers.range);
      return;
    case 'GET frames': {
      const attempt = world.store.attempts.get(id);
      const recorded = galleryFrame(attempt?.notebook ?? '', `/${parts.slice(2).join('/')}`);
      const file = published(attempt?.step ?? '').find(({ path }) => path === url.searchParams.get('path'));
      if (file !== undefined) {
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': 'sandbox allow-scripts' })
          .end(framePage(file.content.toString()));
        return;
      }
      if (recorded !== undefined) {
        response
          .writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': recorded.policy })
          .end(recorded.page);
        return;
      }
      response
        .writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': 'sandbox allow-scripts' })
        .end(framePage(parts.at(-1) === '0' ? SMALL_TABLE : WIDE_TABLE));
      return;
    }
    case 'GET workers':
      list([
        {
          id: 'w1',
          name: 'w-1',
          pool: 'default',
          slots: 2,
          busy: 1,
          state: 'live',
          lastHeartbeatAt: new Date().toISOString(),
          version: '0.1.0',
        },
        {
          id: 'w2',
          name: 'gpu-1',
          pool: 'gpu',
          slots: 1,
          busy: 0,
          state: 'draining',
          trouble:
            "the disk of the worker's folder /data/worker is full (3 MiB of 512 MiB are free); make room there",
          lastHeartbeatAt: new Date(Date.now() - 8000).toISOString(),
          version: '0.1.0',
        },
      ]);
      return;
    case 'GET pools':
      list([
        { name: 'default', slots: 2, used: 1, queued: 3, workers: 1 },
        { name: 'gpu', slots: 1, used: 0, queued: 0, workers: 0 },
      ]);
      return;
    case 'GET tokens':
      list([
        {
          id: 't1',
          name: 'ci',
          role: 'operator',
          project: 'demo',
          createdAt: new Date().toISOString(),
          expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
        },
      ]);
      return;
    case 'POST tokens':
      json(
        {
          id: 't2',
          name: 'x',
          role: 'viewer',
          createdAt: '',
          expiresAt: '',
          secret: 'mlr_token_0194_example_secret_text',
        },
        201,
      );
      return;
    default:
      none();
  }
}

type Reply = (value: unknown, status?: number) => void;

function trigger(
  world: World,
  operations: Operations,
  url: URL,
  parts: string[],
  json: Reply,
  none: () => void,
): void {
  const [, , , name, , trigger = '', what] = parts;
  const dag = world.store.dags.find((d) => d.name === name);
  if (dag === undefined) none();
  else if (trigger === '') json({ items: operations.triggersOf(dag) });
  else if (what === 'preview') json(operations.preview(trigger, Number(url.searchParams.get('n'))));
  else if (what === 'ticks') json({ items: operations.ticks(trigger) });
  else none();
}

function attempt(
  world: World,
  id: string,
  sub: string,
  what: string,
  url: URL,
  json: Reply,
  list: (items: unknown[]) => void,
  none: () => void,
  response: ServerResponse,
  range: string | undefined,
): void {
  const found = world.store.attempts.get(id);
  if (found === undefined) none();
  else if (sub === 'notebook') {
    const notebook = world.store.notebooks.get(id);
    if (url.searchParams.get('format') === 'html')
      response
        .writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Disposition': `attachment; filename="${found.step}-${found.number}.html"`,
        })
        .end(reportFile());
    else if (notebook && url.searchParams.get('format') === 'ipynb')
      json({
        cells: notebook.cells.map((cell) => ({
          outputs: cell.outputs.map((_, i) => ({
            data: { 'text/html': i === 0 ? SMALL_TABLE : WIDE_TABLE },
          })),
        })),
      });
    else if (notebook) json(notebook);
    else none();
  } else if (sub === 'cells') json(cellLines(world.store.notebooks.get(id)));
  else if (sub === 'log' && what === 'lines')
    json(logLines(world.store.logs.get(id) ?? '', url.searchParams));
  else if (sub === 'log' && what === 'matches')
    json(logMatches(world.store.logs.get(id) ?? '', url.searchParams.get('text') ?? ''));
  else if (sub === 'log')
    response
      .writeHead(200, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Millrace-Last-Seq': String(found.lastEventSeq),
      })
      .end(world.store.logs.get(id));
  else if (sub === 'events') list(world.store.attemptEvents.get(id) ?? []);
  else if (sub === 'artifacts' && what === 'content') {
    const file = published(found.step).find(({ path }) => path === url.searchParams.get('path'));
    if (file === undefined) none();
    else sendFile(file, range, response);
  } else if (sub === 'artifacts')
    list(
      found.state === 'succeeded'
        ? published(found.step).map(({ content, ...file }) => ({ ...file, size: content.length }))
        : [],
    );
  else if (sub === 'unpublished') json({ paths: found.state === 'succeeded' ? unpublished(found.step) : [] });
  else if (sub === 'images') response.writeHead(200, { 'Content-Type': 'image/png' }).end(galleryImage());
  else if (sub === 'frames')
    json({ url: `/api/v1/frames/${id}`, query: '', expiresAt: new Date(Date.now() + 60_000).toISOString() });
  else json(found);
}

function neighbours(world: World, run: Run): RunNeighbours {
  const runs = [...world.store.runs.values()]
    .filter((r) => r.dag === run.dag)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const at = runs.indexOf(run);
  return { previous: runs[at - 1]?.id, next: runs[at + 1]?.id };
}

/** A file, or the part of it that `bytes=FIRST-LAST` asks for. */
function sendFile(
  { mediaType, content }: { mediaType: string; content: Buffer },
  range: string | undefined,
  response: ServerResponse,
): void {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  const headers = { 'Content-Type': mediaType };
  if (first === undefined) response.writeHead(200, headers).end(content);
  else response.writeHead(206, headers).end(content.subarray(Number(first), Number(last) + 1));
}

function cellLines(notebook: LiveNotebook | undefined): CellLine[] {
  return (notebook?.cells ?? [])
    .filter((cell) => cell.type === 'code')
    .map(({ index, id, source }, i) => ({
      index,
      number: i + 1,
      id,
      firstLine: source.split('\n').find((line) => line.trim() !== '') ?? '',
    }));
}

async function body(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : parseJson(text);
}

import { address, path, request, requestStart } from './http';
import type {
  Artifact,
  Attempt,
  AttemptEvent,
  CellLine,
  Dag,
  DagVersion,
  Deployment,
  DeployRequest,
  ErrorLine,
  Frames,
  Gantt,
  Grid,
  UnpublishedPaths,
  NotebookDocument,
  UsualDuration,
  LatestSuccess,
  LiveNotebook,
  LogLines,
  LogMatches,
  Me,
  NewShareLink,
  NewToken,
  NotebookFile,
  NotebookStart,
  Page,
  PastRerun,
  Pool,
  Project,
  ProjectSettings,
  RerunAnswer,
  RerunRequest,
  Run,
  RunEvent,
  RunNeighbours,
  RunStart,
  Secret,
  ShareLink,
  SlowCell,
  StepRun,
  Tick,
  Token,
  Trigger,
  TriggerPreview,
  VersionDiff,
  Why,
  Worker,
} from './types';

/** The most a list answers at once. */
export const MAX_LIMIT = 200;

export interface RunFilter {
  project?: string;
  dag?: string;
  state?: string;
}

export interface GridFilter {
  /** States of runs, separated by commas. */
  state?: string;
  /** `manual`, `schedule`, or `schedule:NAME`. */
  trigger?: string;
  from?: string;
  to?: string;
}

/** Reads a list to its end, page by page. */
async function all<T>(
  to: string,
  signal?: AbortSignal,
  query: Record<string, string | number> = {},
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await request<Page<T>>('GET', to, { query: { ...query, limit: MAX_LIMIT, cursor }, signal });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

export const api = {
  me: (signal?: AbortSignal) => request<Me>('GET', '/me', { signal }),
  loginByLink: (token: string) => request<undefined>('POST', '/login', { body: { token } }),
  loginByPassword: (name: string, password: string) =>
    request<undefined>('POST', '/login', { body: { name, password } }),
  logout: () => request<undefined>('POST', '/logout'),

  projects: (signal?: AbortSignal) => all<Project>('/projects', signal),
  settings: (project: string, signal?: AbortSignal) =>
    request<ProjectSettings>('GET', path`/projects/${project}/settings`, { signal }),
  setSettings: (project: string, settings: ProjectSettings) =>
    request<ProjectSettings>('PUT', path`/projects/${project}/settings`, { body: settings }),
  shareLinks: (project: string, signal?: AbortSignal) =>
    all<ShareLink>(path`/projects/${project}/share-links`, signal),
  createShareLink: (project: string, link: NewShareLink) =>
    request<ShareLink>('POST', path`/projects/${project}/share-links`, { body: link }),
  revokeShareLink: (project: string, id: string) =>
    request<undefined>('DELETE', path`/projects/${project}/share-links/${id}`),
  notebooks: (project: string, signal?: AbortSignal) =>
    all<NotebookFile>(path`/projects/${project}/notebooks`, signal),

  deployments: (project: string, signal?: AbortSignal) =>
    all<Deployment>(path`/projects/${project}/deployments`, signal),
  /** What new runs use; undefined: nothing was deployed. */
  newestDeployment: async (project: string, signal?: AbortSignal) =>
    (
      await request<Page<Deployment>>('GET', path`/projects/${project}/deployments`, {
        query: { limit: 1 },
        signal,
      })
    ).items[0],
  deploy: (project: string, deploy: DeployRequest) =>
    request<Deployment>('POST', path`/projects/${project}/deployments`, { body: deploy }),

  secrets: (project: string, signal?: AbortSignal) => all<Secret>(path`/projects/${project}/secrets`, signal),
  setSecret: (project: string, name: string, value: string) =>
    request<Secret>('PUT', path`/projects/${project}/secrets/${name}`, { body: { value } }),
  deleteSecret: (project: string, name: string) =>
    request<undefined>('DELETE', path`/projects/${project}/secrets/${name}`),

  dags: (project: string, signal?: AbortSignal) => all<Dag>(path`/projects/${project}/dags`, signal),
  dag: (project: string, dag: string, signal?: AbortSignal) =>
    request<Dag>('GET', path`/projects/${project}/dags/${dag}`, { signal }),
  dagVersions: (project: string, dag: string, signal?: AbortSignal) =>
    all<DagVersion>(path`/projects/${project}/dags/${dag}/versions`, signal),
  dagVersion: (project: string, dag: string, version: number, signal?: AbortSignal) =>
    request<DagVersion>('GET', path`/projects/${project}/dags/${dag}/versions/${version}`, { signal }),
  versionDiff: (project: string, dag: string, from: number, to: number, signal?: AbortSignal) =>
    request<VersionDiff>('GET', path`/projects/${project}/dags/${dag}/versions/${from}/diff/${to}`, {
      signal,
    }),
  grid: (
    project: string,
    dag: string,
    query: GridFilter & { before?: string; runs: number },
    signal?: AbortSignal,
  ) => request<Grid>('GET', path`/projects/${project}/dags/${dag}/grid`, { query: { ...query }, signal }),
  triggers: (project: string, dag: string, signal?: AbortSignal) =>
    all<Trigger>(path`/projects/${project}/dags/${dag}/triggers`, signal),
  pauseTrigger: (project: string, dag: string, trigger: string, paused: boolean) =>
    request<Trigger>('PATCH', path`/projects/${project}/dags/${dag}/triggers/${trigger}`, {
      body: { paused },
    }),
  /** The next `n` ticks. */
  preview: (project: string, dag: string, trigger: string, n: number, signal?: AbortSignal) =>
    request<TriggerPreview>('GET', path`/projects/${project}/dags/${dag}/triggers/${trigger}/preview`, {
      query: { n },
      signal,
    }),
  /** The newest ticks. */
  ticks: async (project: string, dag: string, trigger: string, signal?: AbortSignal) => {
    const to = path`/projects/${project}/dags/${dag}/triggers/${trigger}/ticks`;
    return (await request<Page<Tick>>('GET', to, { query: { limit: 50 }, signal })).items;
  },
  startRun: (project: string, dag: string, start: RunStart) =>
    request<Run>('POST', path`/projects/${project}/dags/${dag}/runs`, { body: start }),
  startNotebook: (project: string, start: NotebookStart) =>
    request<Run>('POST', path`/projects/${project}/notebooks/runs`, { body: start }),

  runs: (filter: RunFilter, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
    request<Page<Run>>('GET', '/runs', { query: { ...filter, cursor, limit }, signal }),
  run: (run: string, signal?: AbortSignal) => request<Run>('GET', path`/runs/${run}`, { signal }),
  runEvents: (run: string, signal?: AbortSignal) => all<RunEvent>(path`/runs/${run}/events`, signal),
  cancelRun: (run: string, reason?: string) =>
    request<Run>('POST', path`/runs/${run}/cancel`, { body: reason === undefined ? {} : { reason } }),
  step: (run: string, step: string, signal?: AbortSignal) =>
    request<StepRun>('GET', path`/runs/${run}/steps/${step}`, { signal }),
  errorLine: (run: string, step: string, signal?: AbortSignal) =>
    request<ErrorLine>('GET', path`/runs/${run}/steps/${step}/error-line`, { signal }),
  steps: (run: string, signal?: AbortSignal) => all<StepRun>(path`/runs/${run}/steps`, signal),

  gantt: (run: string, signal?: AbortSignal) => request<Gantt>('GET', path`/runs/${run}/gantt`, { signal }),
  neighbours: (run: string, signal?: AbortSignal) =>
    request<RunNeighbours>('GET', path`/runs/${run}/neighbours`, { signal }),
  slowCells: (run: string, signal?: AbortSignal) =>
    request<SlowCell[]>('GET', path`/runs/${run}/slowest-cells`, { signal }),

  rerun: (run: string, asked: RerunRequest) =>
    request<RerunAnswer>('POST', path`/runs/${run}/rerun`, { body: asked }),
  reruns: (run: string, signal?: AbortSignal) => all<PastRerun>(path`/runs/${run}/reruns`, signal),
  whyRun: (run: string, signal?: AbortSignal) => request<Why>('GET', path`/runs/${run}/why`, { signal }),
  whyStep: (run: string, step: string, signal?: AbortSignal) =>
    request<Why>('GET', path`/runs/${run}/steps/${step}/why`, { signal }),

  attempt: (attempt: string, signal?: AbortSignal) =>
    request<Attempt>('GET', path`/attempts/${attempt}`, { signal }),
  notebook: (attempt: string, signal?: AbortSignal) =>
    request<LiveNotebook>('GET', path`/attempts/${attempt}/notebook`, { query: { format: 'live' }, signal }),
  cellLines: (attempt: string, signal?: AbortSignal) =>
    request<CellLine[]>('GET', path`/attempts/${attempt}/cells`, { signal }),
  /** The HTML of an output as the notebook's file has it; undefined where it has none. */
  outputHtml: async (attempt: string, cell: number, output: number) => {
    const file = await request<NotebookDocument>('GET', path`/attempts/${attempt}/notebook`, {
      query: { format: 'ipynb' },
    });
    const html = file.cells[cell]?.outputs?.[output]?.data?.['text/html'];
    return Array.isArray(html) ? html.join('') : html;
  },
  latestSuccess: (project: string, dag: string, step: string, signal?: AbortSignal) =>
    request<LatestSuccess>('GET', path`/projects/${project}/dags/${dag}/steps/${step}/latest-success`, {
      signal,
    }),
  usualDuration: (run: string, step: string, signal?: AbortSignal) =>
    request<UsualDuration>('GET', path`/runs/${run}/steps/${step}/usual-duration`, { signal }),
  attemptEvents: (attempt: string, signal?: AbortSignal) =>
    all<AttemptEvent>(path`/attempts/${attempt}/events`, signal),
  /** The first bytes of a published file. */
  artifactStart: (attempt: string, file: string, limit: number, signal?: AbortSignal) =>
    requestStart(path`/attempts/${attempt}/artifacts/content`, limit, { query: { path: file }, signal }),
  /** Without `from` the last lines. */
  logLines: (attempt: string, from: number | undefined, lines: number, signal?: AbortSignal) =>
    request<LogLines>('GET', path`/attempts/${attempt}/log/lines`, { query: { from, lines }, signal }),
  logMatches: (attempt: string, text: string, signal?: AbortSignal) =>
    request<LogMatches>('GET', path`/attempts/${attempt}/log/matches`, { query: { text }, signal }),
  artifacts: (attempt: string, signal?: AbortSignal) =>
    all<Artifact>(path`/attempts/${attempt}/artifacts`, signal),
  unpublished: (attempt: string, signal?: AbortSignal) =>
    request<UnpublishedPaths>('GET', path`/attempts/${attempt}/unpublished`, { signal }),
  frames: (attempt: string, signal?: AbortSignal) =>
    request<Frames>('GET', path`/attempts/${attempt}/frames`, { signal }),

  workers: (signal?: AbortSignal) => all<Worker>('/workers', signal),
  drainWorker: (worker: string) => request<undefined>('POST', path`/workers/${worker}/drain`),
  pools: (signal?: AbortSignal) => all<Pool>('/pools', signal),
  setPool: (pool: string, slots: number) => request<Pool>('PUT', path`/pools/${pool}`, { body: { slots } }),

  tokens: (signal?: AbortSignal) => all<Token>('/tokens', signal),
  createToken: (token: NewToken) => request<Token>('POST', '/tokens', { body: token }),
  deleteToken: (id: string) => request<undefined>('DELETE', path`/tokens/${id}`),
};

/** Addresses that the browser itself opens. */
export const downloads = {
  /** An image of the project, by its path from the attempt’s notebook. */
  image: (attempt: string, file: string) => address(path`/attempts/${attempt}/images`, { path: file }),
  ipynb: (attempt: string) => address(path`/attempts/${attempt}/notebook`, { format: 'ipynb' }),
  /** The notebook without its code as one HTML file. */
  report: (attempt: string) =>
    address(path`/attempts/${attempt}/notebook`, { format: 'html', code: 'hidden' }),
  log: (attempt: string) => address(path`/attempts/${attempt}/log`),
  artifact: (attempt: string, file: string) =>
    address(path`/attempts/${attempt}/artifacts/content`, { path: file }),
};

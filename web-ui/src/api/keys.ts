import type { GridFilter, RunFilter } from './endpoints';
import type { RerunRequest } from './types';

/** The names under which answers are cached; a longer key is under its shorter ones. */
export const keys = {
  me: ['me'] as const,
  projects: ['projects'] as const,
  settings: (project: string) => ['settings', project] as const,
  shareLinks: (project: string) => ['share-links', project] as const,
  notebooks: (project: string) => ['notebooks', project] as const,
  deployments: (project: string) => ['deployments', project] as const,
  newestDeployment: (project: string) => ['deployments', project, 'newest'] as const,
  secrets: (project: string) => ['secrets', project] as const,
  allDags: ['dags'] as const,
  dags: (project: string) => ['dags', project] as const,
  dag: (project: string, dag: string) => ['dag', project, dag] as const,
  grid: (project: string, dag: string, filter: GridFilter) => ['grid', project, dag, filter] as const,
  gridTicks: (project: string, dag: string, filter: GridFilter) =>
    ['grid-ticks', project, dag, filter] as const,
  errorLine: (run: string, step: string, state: string) => ['error-line', run, step, state] as const,
  gridStep: (run: string, step: string, cell: string) => ['grid-step', run, step, cell] as const,
  versions: (project: string, dag: string) => ['versions', project, dag] as const,
  triggers: (project: string, dag: string) => ['triggers', project, dag] as const,
  preview: (project: string, dag: string, trigger: string) =>
    ['triggers', project, dag, trigger, 'preview'] as const,
  ticks: (project: string, dag: string, trigger: string) =>
    ['triggers', project, dag, trigger, 'ticks'] as const,
  version: (project: string, dag: string, version: number) => ['versions', project, dag, version] as const,
  versionDiff: (project: string, dag: string, from: number, to: number) =>
    ['versions', project, dag, from, 'diff', to] as const,
  allRuns: ['runs'] as const,
  runs: (filter: RunFilter) => ['runs', filter] as const,
  run: (run: string) => ['run', run] as const,
  runEvents: (run: string) => ['run', run, 'events'] as const,
  steps: (run: string) => ['run', run, 'steps'] as const,
  // Not below the run, whose every event would have them read again: they have clocks of their own.
  gantt: (run: string, go: string) => ['gantt', run, go] as const,
  neighbours: (run: string) => ['neighbours', run] as const,
  slowCells: (run: string, go: string) => ['slowest-cells', run, go] as const,
  reruns: (run: string) => ['run', run, 'reruns'] as const,
  why: (run: string, step: string | undefined) => ['run', run, 'why', step ?? ''] as const,
  latestSuccess: (project: string, dag: string, step: string) =>
    ['latest-success', project, dag, step] as const,
  usualDuration: (run: string, step: string) => ['usual-duration', run, step] as const,
  frames: (attempt: string) => ['frames', attempt] as const,
  // Not below the run: an answer of the server to a question, which no event changes.
  rerunPlan: (run: string, asked: RerunRequest) => ['rerun', run, asked] as const,
  attempt: (attempt: string) => ['attempt', attempt] as const,
  notebook: (attempt: string) => ['attempt', attempt, 'notebook'] as const,
  // Not below the attempt: the sources do not change.
  cellLines: (attempt: string) => ['cell-lines', attempt] as const,
  log: (attempt: string) => ['attempt', attempt, 'log'] as const,
  // Below the log, which a new line makes old; the matches are asked for by a clock of their own.
  logExtent: (attempt: string) => ['attempt', attempt, 'log', 'extent'] as const,
  logPage: (attempt: string, page: number) => ['attempt', attempt, 'log', 'page', page] as const,
  logMatches: (attempt: string, text: string) => ['log-matches', attempt, text] as const,
  artifactStart: (attempt: string, path: string) => ['attempt', attempt, 'artifact', path] as const,
  artifacts: (attempt: string) => ['attempt', attempt, 'artifacts'] as const,
  unpublished: (attempt: string) => ['unpublished', attempt] as const,
  workers: ['workers'] as const,
  pools: ['pools'] as const,
  tokens: ['tokens'] as const,
};

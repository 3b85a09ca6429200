import type { RunFilter } from './endpoints';

/** The names under which answers are cached; a longer key is under its shorter ones. */
export const keys = {
  me: ['me'] as const,
  projects: ['projects'] as const,
  notebooks: (project: string) => ['notebooks', project] as const,
  allDags: ['dags'] as const,
  dags: (project: string) => ['dags', project] as const,
  dag: (project: string, dag: string) => ['dag', project, dag] as const,
  versions: (project: string, dag: string) => ['versions', project, dag] as const,
  version: (project: string, dag: string, version: number) => ['versions', project, dag, version] as const,
  allRuns: ['runs'] as const,
  runs: (filter: RunFilter) => ['runs', filter] as const,
  run: (run: string) => ['run', run] as const,
  runEvents: (run: string) => ['run', run, 'events'] as const,
  steps: (run: string) => ['run', run, 'steps'] as const,
  attempt: (attempt: string) => ['attempt', attempt] as const,
  notebook: (attempt: string) => ['attempt', attempt, 'notebook'] as const,
  log: (attempt: string) => ['attempt', attempt, 'log'] as const,
  artifacts: (attempt: string) => ['attempt', attempt, 'artifacts'] as const,
  workers: ['workers'] as const,
  pools: ['pools'] as const,
  tokens: ['tokens'] as const,
};

import { path } from '../api/http';

/** The addresses of pages. */
export const links = {
  project: (project: string) => `/dags?project=${encodeURIComponent(project)}`,
  deployments: (project: string) => path`/projects/${project}/deployments`,
  secrets: (project: string) => path`/projects/${project}/secrets`,
  settings: (project: string) => path`/projects/${project}/settings`,
  dag: (project: string, dag: string) => path`/projects/${project}/dags/${dag}`,
  version: (project: string, dag: string, version: number | undefined) =>
    path`/projects/${project}/dags/${dag}` +
    `?tab=versions${version === undefined ? '' : `&version=${version}`}`,
  run: (run: string) => path`/runs/${run}`,
  step: (run: string, step: string, mapPath: number[] = []) =>
    path`/runs/${run}/steps/${step}` + (mapPath.length > 0 ? `?map=${mapPath.join('.')}` : ''),
  /** The report of the latest successful run of a step. */
  latestReport: (project: string, dag: string, step: string) => path`/reports/${project}/${dag}/${step}`,
  /** The report of one attempt. */
  report: (run: string, step: string, mapPath: number[], attempt: string) =>
    path`/runs/${run}/steps/${step}/report` +
    `?${mapPath.length > 0 ? `map=${mapPath.join('.')}&` : ''}attempt=${attempt}`,
};

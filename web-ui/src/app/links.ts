import { path } from '../api/http';

/** The addresses of pages. */
export const links = {
  dag: (project: string, dag: string) => path`/projects/${project}/dags/${dag}`,
  run: (run: string) => path`/runs/${run}`,
  step: (run: string, step: string, mapPath: number[] = []) =>
    path`/runs/${run}/steps/${step}` + (mapPath.length > 0 ? `?map=${mapPath.join('.')}` : ''),
};

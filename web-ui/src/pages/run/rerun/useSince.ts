import { useQuery } from '@tanstack/react-query';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { Deployment, Run } from '../../../api/types';
import { filesInWords } from '../../deployments/describe';
import { changeLines } from '../../dag/versions/describe';

/** What was deployed after a run was made. */
export interface Since {
  /** Number of the Dag's newest version. */
  version: number;
  /** When that version, or the files with it, were deployed. */
  at: string | undefined;
  /** Whether it is anything else than what the run used. */
  differs: boolean;
  /** What changed, one line each; known a little later. */
  lines: string[];
}

/** Compares what a run used with what a new one would use; undefined until that is known. */
export function useSince(run: Run): Since | undefined {
  const dag = useQuery({
    queryKey: keys.dag(run.project, run.dag),
    queryFn: ({ signal }) => api.dag(run.project, run.dag, signal),
  });
  const deployment = useQuery({
    queryKey: keys.newestDeployment(run.project),
    queryFn: ({ signal }) => api.newestDeployment(run.project, signal),
  });
  const version = dag.data?.version ?? run.dagVersion;
  const newer = version > run.dagVersion;
  const diff = useQuery({
    queryKey: keys.versionDiff(run.project, run.dag, run.dagVersion, version),
    queryFn: ({ signal }) => api.versionDiff(run.project, run.dag, run.dagVersion, version, signal),
    enabled: newer,
  });
  if (dag.data === undefined || deployment.isPending) return undefined;
  const current = deployment.data;
  const otherFiles = current !== undefined && run.snapshot !== undefined && current.snapshot !== run.snapshot;
  return {
    version,
    at: current?.at ?? dag.data.updatedAt,
    differs: newer || otherFiles,
    lines: diff.data ? changeLines(diff.data) : otherFiles ? [deploymentLine(current)] : [],
  };
}

function deploymentLine({ number, by, plan }: Deployment): string {
  const files = filesInWords(plan.files);
  return `deployment ${number} by ${by}${files === undefined ? '' : `: ${files}`}`;
}

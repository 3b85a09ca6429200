import { useQueries, useQuery } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { Dag } from '../../api/types';
import { usePolling } from '../../live/LiveContext';
import { useRunChanges } from '../../live/useRunChanges';

/** Every Dag of every project one may see. */
export function useDags() {
  useRunChanges();
  const polling = usePolling();
  const projects = useQuery({ queryKey: keys.projects, queryFn: ({ signal }) => api.projects(signal) });
  const dags = useQueries({
    queries: (projects.data ?? []).map((project) => ({
      queryKey: keys.dags(project.name),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.dags(project.name, signal),
      refetchInterval: polling,
    })),
    combine: (results) => ({
      items: results.flatMap((r) => r.data ?? []),
      isPending: results.some((r) => r.isPending),
      error: results.find((r) => r.isError)?.error ?? null,
    }),
  });
  return {
    projects: projects.data ?? [],
    dags: dags.items,
    isPending: projects.isPending || dags.isPending,
    error: projects.error ?? dags.error,
    retry: () => void projects.refetch(),
  };
}

export interface DagFilter {
  text: string;
  project: string;
  tag: string;
  /** Of the last run; 'none' for Dags that never ran. */
  state: string;
}

export type DagOrder = 'newest' | 'state' | 'name';

/** What needs a look comes first. */
const URGENCY = ['failed', 'timed_out', 'running', 'cancelling', 'queued', 'cancelled', 'succeeded', 'none'];

/** The Dags that match, in order; of equal ones, those with the newest run first. Archived ones are not shown. */
export function filterDags(dags: Dag[], filter: DagFilter, order: DagOrder = 'newest'): Dag[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return dags
    .filter((dag) => {
      const text = `${dag.name} ${dag.title ?? ''} ${dag.tags.join(' ')}`.toLowerCase();
      return (
        !dag.archived &&
        (filter.project === '' || dag.project === filter.project) &&
        (filter.state === '' || stateOf(dag) === filter.state) &&
        (filter.tag === '' || dag.tags.includes(filter.tag)) &&
        words.every((word) => text.includes(word))
      );
    })
    .sort((a, b) => first[order](a, b) || lastAt(b).localeCompare(lastAt(a)) || a.name.localeCompare(b.name));
}

const first: Record<DagOrder, (a: Dag, b: Dag) => number> = {
  newest: () => 0,
  name: (a, b) => a.name.localeCompare(b.name),
  state: (a, b) => URGENCY.indexOf(stateOf(a)) - URGENCY.indexOf(stateOf(b)),
};

function stateOf(dag: Dag): string {
  return dag.lastRuns[0]?.state ?? 'none';
}

function lastAt(dag: Dag): string {
  return dag.lastRuns[0]?.createdAt ?? '';
}

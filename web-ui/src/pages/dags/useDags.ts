import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { Dag, Project } from '../../api/types';
import { usePolling } from '../../live/LiveContext';
import { useRunChanges } from '../../live/useRunChanges';
import type { Fetching } from '../../ui/fetching';

/** The projects one may see. */
export function useProjects() {
  return useQuery({ queryKey: keys.projects, queryFn: ({ signal }) => api.projects(signal) });
}

/** Every Dag of every project one may see, without archived ones; a project that cannot be read does not hide the others. */
export function useDags(): { projects: Project[]; dags: Fetching<Dag[]> } {
  const client = useQueryClient();
  useRunChanges();
  const polling = usePolling();
  const projects = useProjects();
  const dags = useQueries({
    queries: (projects.data ?? []).map((project) => ({
      queryKey: keys.dags(project.name),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.dags(project.name, signal),
      refetchInterval: polling,
    })),
    combine: (results) => ({
      items: results.flatMap((r) => r.data ?? []).filter((dag) => !dag.archived),
      isPending: results.some((r) => r.isPending),
      error: results.find((r) => r.isError)?.error ?? null,
    }),
  });
  const error = projects.error ?? dags.error;
  const isKnown = projects.data !== undefined && !dags.isPending && (error === null || dags.items.length > 0);
  return {
    projects: projects.data ?? [],
    dags: {
      data: isKnown ? dags.items : undefined,
      isError: error !== null,
      error,
      refetch: () => {
        void projects.refetch();
        void client.invalidateQueries({ queryKey: keys.allDags });
      },
    },
  };
}

export interface DagFilter {
  text: string;
  project: string;
  tag: string;
  /** Of the last run; 'none' for Dags that never ran. */
  state: string;
}

const ORDERS = ['newest', 'state', 'name'] as const;
export type DagOrder = (typeof ORDERS)[number];

export function isDagOrder(name: string): name is DagOrder {
  return ORDERS.some((order) => order === name);
}

/** What needs a look comes first. */
const URGENCY = ['failed', 'timed_out', 'running', 'cancelling', 'queued', 'cancelled', 'succeeded', 'none'];

/** The Dags that match, in order; of equal ones, those with the newest run first. */
export function filterDags(dags: Dag[], filter: DagFilter, order: DagOrder = 'newest'): Dag[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return dags
    .filter((dag) => {
      const text = `${dag.name} ${dag.title ?? ''} ${dag.tags.join(' ')}`.toLowerCase();
      return (
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

import {
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';

import { api, type GridFilter } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { Grid, GridChange } from '../../../api/types';
import { useLiveState, useTopic } from '../../../live/LiveContext';
import type { Topic } from '../../../live/positions';
import { passes } from './filter';
import { cellOf, type Column, type Row } from './model';
import { patchGrid, withTicks } from './patch';

const RUNS = 100;
/** Ticks have no events of their own. */
const REREAD_MILLIS = 15_000;
const REREAD_RUNS = 5;

type Pages = InfiniteData<Grid, string | undefined>;

/** A Dag's grid, 100 runs a page, patched by what happens. */
export function useGrid(project: string, dag: string, filter: GridFilter) {
  const client = useQueryClient();
  const key = keys.grid(project, dag, filter);
  const away = useLiveState() === 'waiting';
  const grid = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api.grid(project, dag, { ...filter, before: pageParam, runs: RUNS }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    staleTime: Infinity,
    refetchInterval: away ? REREAD_MILLIS : false,
  });
  const [topic, position] = grid.data?.pages[0]?.topic.split('@') ?? [];
  useTopic(topic as Topic | undefined, position, (message) => {
    const change = message.data as GridChange;
    const known = client.getQueryData<Pages>(key);
    if (known === undefined) return;
    const { pages, reread } = patchGrid(known.pages, change, (run) => passes(filter, run));
    client.setQueryData<Pages>(key, { ...known, pages });
    if (reread) void client.invalidateQueries({ queryKey: key });
  });
  useQuery({
    queryKey: keys.gridTicks(project, dag, filter),
    queryFn: async ({ signal }) => {
      const { ticks } = await api.grid(project, dag, { ...filter, runs: REREAD_RUNS }, signal);
      patch(client, key, (pages) => withTicks(pages, ticks));
      return ticks.length;
    },
    initialData: 0,
    initialDataUpdatedAt: () => Date.now(),
    staleTime: REREAD_MILLIS,
    refetchInterval: REREAD_MILLIS,
  });
  return grid;
}

function patch(client: QueryClient, key: readonly unknown[], change: (pages: Grid[]) => Grid[]): void {
  client.setQueryData<Pages>(key, (known) => {
    if (known === undefined) return known;
    const pages = change(known.pages);
    return pages === known.pages ? known : { ...known, pages };
  });
}

/** States that have a reason. */
const WITH_REASON = new Set(['failed', 'skipped', 'upstream_failed', 'cancelled', 'retry_wait']);

/** The first line of why a step is as it is; asked for when somebody points at it. */
export function useErrorLine(row: Row | undefined, column: Column | undefined, wanted = true) {
  const cell = row && column && cellOf(column, row);
  const [run, step, state] = [column?.id ?? '', row?.steps[0] ?? '', cell?.state ?? ''];
  return useQuery({
    queryKey: keys.errorLine(run, step, state),
    queryFn: ({ signal }) => api.errorLine(run, step, signal),
    staleTime: Infinity,
    enabled: wanted && row?.folded === undefined && WITH_REASON.has(state),
  });
}

/** A step of a run, read again when its cell changes. */
export function useGridStep(run: string, step: string, cell: string, wanted: boolean) {
  return useQuery({
    queryKey: keys.gridStep(run, step, cell),
    queryFn: ({ signal }) => api.step(run, step, signal),
    enabled: wanted,
    placeholderData: (before) => (before?.run === run && before.step === step ? before : undefined),
  });
}

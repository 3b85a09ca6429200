import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { Trigger } from '../../../api/types';

const SHOWN = 10;
/** Ticks have no events of their own. */
const REREAD_MILLIS = 15_000;

export function useTriggers(project: string, dag: string) {
  return useQuery({
    queryKey: keys.triggers(project, dag),
    queryFn: ({ signal }) => api.triggers(project, dag, signal),
    refetchInterval: REREAD_MILLIS,
  });
}

export function usePreview(project: string, dag: string, { name }: Trigger) {
  return useQuery({
    queryKey: keys.preview(project, dag, name),
    queryFn: ({ signal }) => api.preview(project, dag, name, SHOWN, signal),
    refetchInterval: REREAD_MILLIS,
  });
}

export function useTicks(project: string, dag: string, trigger: string) {
  return useQuery({
    queryKey: keys.ticks(project, dag, trigger),
    queryFn: ({ signal }) => api.ticks(project, dag, trigger, signal),
    refetchInterval: REREAD_MILLIS,
  });
}

/** Pauses a trigger or lets it go on. */
export function usePause(project: string, dag: string, trigger: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (paused: boolean) => api.pauseTrigger(project, dag, trigger, paused),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.triggers(project, dag) }),
  });
}

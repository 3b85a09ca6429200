import { useQuery } from '@tanstack/react-query';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import { usePolling } from '../../live/LiveContext';

export function useDag(project: string, dag: string, enabled = true) {
  const polling = usePolling();
  return useQuery({
    queryKey: keys.dag(project, dag),
    queryFn: ({ signal }) => api.dag(project, dag, signal),
    refetchInterval: polling,
    enabled,
  });
}

export function useVersions(project: string, dag: string) {
  return useQuery({
    queryKey: keys.versions(project, dag),
    queryFn: ({ signal }) => api.dagVersions(project, dag, signal),
  });
}

export function useVersion(project: string, dag: string, version: number) {
  return useQuery({
    queryKey: keys.version(project, dag, version),
    queryFn: ({ signal }) => api.dagVersion(project, dag, version, signal),
    staleTime: Infinity,
  });
}

/** What leads from one version to another; asks nothing while there is no first one. */
export function useVersionDiff(project: string, dag: string, from: number, to: number) {
  return useQuery({
    queryKey: keys.versionDiff(project, dag, from, to),
    queryFn: ({ signal }) => api.versionDiff(project, dag, from, to, signal),
    enabled: from > 0,
  });
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';

import { api } from '../../api/endpoints';
import { keys } from '../../api/keys';
import type { NotebookStart, Run, RunStart } from '../../api/types';
import { links } from '../../app/links';

/** Starts a run and goes to it. */
export function useStartRun(project: string, dag: string) {
  const enter = useEnterRun();
  return useMutation({
    mutationFn: (start: RunStart) => api.startRun(project, dag, start),
    onSuccess: enter,
  });
}

export function useStartNotebook() {
  const enter = useEnterRun();
  return useMutation({
    mutationFn: ({ project, ...start }: NotebookStart & { project: string }) =>
      api.startNotebook(project, start),
    onSuccess: enter,
  });
}

function useEnterRun() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (run: Run) => {
    client.setQueryData(keys.run(run.id), run);
    void client.invalidateQueries({ queryKey: keys.allRuns });
    void client.invalidateQueries({ queryKey: keys.allDags });
    await navigate(links.run(run.id));
  };
}

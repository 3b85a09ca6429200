import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { api } from '../../../api/endpoints';
import { keys } from '../../../api/keys';
import type { AttemptBrief, StepRun } from '../../../api/types';
import { links } from '../../../app/links';
import { cellAnchor } from '../../../notebook/anchor';

/** Makes the address of a cell; its number is asked for, because an attempt tells cells by their index. */
export function useCellLink(run: string) {
  const client = useQueryClient();
  return useCallback(
    async (step: StepRun, attempt: AttemptBrief, cell: number): Promise<string> => {
      const lines = await client.query({
        queryKey: keys.cellLines(attempt.id),
        queryFn: ({ signal }) => api.cellLines(attempt.id, signal),
        staleTime: Infinity,
      });
      const chosen = attempt.id === step.attempts.at(-1)?.id ? undefined : attempt.id;
      return cellAddress(run, step, chosen, lines.find((l) => l.index === cell)?.number);
    },
    [client, run],
  );
}

export function cellAddress(
  run: string,
  step: { step: string; mapPath: number[] },
  attempt: string | undefined,
  number: number | undefined,
): string {
  const to = links.step(run, step.step, step.mapPath);
  const query = attempt === undefined ? '' : `${to.includes('?') ? '&' : '?'}attempt=${attempt}`;
  return `${to}${query}${number === undefined ? '' : `#${cellAnchor(number)}`}`;
}

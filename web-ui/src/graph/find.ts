import type { GraphStep } from './layout';

/** The ids of the steps whose id or title contains the text, in the order of the steps. */
export function stepsWith(steps: Pick<GraphStep, 'id' | 'label'>[], text: string): string[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return steps
    .filter(({ id, label }) => id.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted))
    .map(({ id }) => id);
}

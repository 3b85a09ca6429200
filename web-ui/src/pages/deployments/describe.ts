import type { Deployment } from '../../api/types';
import { plural } from '../../ui/format';

type Plan = Deployment['plan'];

/** "1 Dag new, 2 changed"; what stayed as it was is not worth a word beside what did not. */
export function planInWords(plan: Plan): string {
  const parts = countsOf(plan).filter(([, count]) => count > 0);
  if (parts.length === 0) return plan.unchanged.length === 0 ? 'no Dags' : 'no Dag changed';
  return parts
    .map(([word, count], i) => (i === 0 ? `${plural(count, 'Dag')} ${word}` : `${count} ${word}`))
    .join(', ');
}

function countsOf(plan: Plan): [string, number][] {
  return [
    ['new', plan.new.length],
    ['changed', plan.changed.length],
    ['archived', plan.archived.length],
  ];
}

/** What a deployment will do, one line a kind. */
export function planLines(plan: Plan): string[] {
  const lines: [string, string[]][] = [
    ['New again', plan.new],
    ['Changes', plan.changed],
    ['Archived, because this snapshot does not have them', plan.archived],
  ];
  const said = lines
    .filter(([, dags]) => dags.length > 0)
    .map(([what, dags]) => `${what}: ${dags.join(', ')}.`);
  if (plan.unchanged.length > 0)
    said.push(
      `${plural(plan.unchanged.length, 'Dag')} stay${plan.unchanged.length === 1 ? 's' : ''} as now.`,
    );
  return said;
}

import type { Deployment } from '../../api/types';
import { formatTime, plural } from '../../ui/format';

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

type Files = Plan['files'];

/** "3 files changed, 1 added"; undefined where nobody counted. */
export function filesInWords(files: Files): string | undefined {
  if (files === undefined) return undefined;
  const parts = KINDS.map((kind) => [kind, files[kind].count] as const).filter(([, count]) => count > 0);
  if (parts.length === 0) return 'no file changed';
  return parts
    .map(([kind, count], i) => (i === 0 ? `${plural(count, 'file')} ${kind}` : `${count} ${kind}`))
    .join(', ');
}

const KINDS = ['changed', 'added', 'removed'] as const;

/** The first paths of each kind, one line a path. */
export function pathLines(files: Files): string[] {
  if (files === undefined) return [];
  return KINDS.flatMap((kind) => {
    const { count, first } = files[kind];
    const lines = first.map((path) => `${path} ${kind}`);
    return count > first.length ? [...lines, `and ${count - first.length} more ${kind}`] : lines;
  });
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
  for (const { dag, trigger, nextTickAt } of plan.stoppedSchedules)
    said.push(`Stops the active schedule ${trigger} of ${dag}, due next at ${formatTime(nextTickAt)}.`);
  if (plan.unchanged.length > 0)
    said.push(
      `${plural(plan.unchanged.length, 'Dag')} stay${plan.unchanged.length === 1 ? 's' : ''} as now.`,
    );
  const files = filesInWords(plan.files);
  if (files !== undefined) said.push(`${files.charAt(0).toUpperCase()}${files.slice(1)}.`);
  return said;
}

import { showJson } from '../../../api/json';
import type { VersionDiff } from '../../../api/types';

/** Everything that changed in the definition and its files, one line each. */
export function changeLines(diff: VersionDiff): string[] {
  const { added, removed, changed } = diff.steps;
  return [
    ...diff.fields.map(fieldLine),
    ...added.map((step) => `step ${step} is new`),
    ...removed.map((step) => `step ${step} is gone`),
    ...changed.flatMap(({ step, fields }) => fields.map((field) => `step ${step}: ${fieldLine(field)}`)),
    ...diff.files.map(fileLine),
  ];
}

type Field = VersionDiff['fields'][number];

function fieldLine({ path, from, to }: Field): string {
  return `${path.slice(1).replaceAll('/', ' › ')} ${valueText(from)} → ${valueText(to)}`;
}

/** A value as it is written; nothing is the default. */
function valueText(value: unknown): string {
  return value === undefined ? 'not set' : showJson(value);
}

function fileLine({ path, from, to, steps }: VersionDiff['files'][number]): string {
  const what = from === undefined ? 'is new' : to === undefined ? 'is gone' : 'changed';
  return `file ${path} ${what}${steps.length === 0 ? '' : `, used by ${steps.join(', ')}`}`;
}

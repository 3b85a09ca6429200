import type { GridFilter } from '../../../api/endpoints';
import type { GridChange, Trigger } from '../../../api/types';

/** The filters as they stand in the page's address: days, as the reader picks them. */
export interface GridChoice {
  state?: string;
  trigger?: string;
  /** `2026-12-01`, the first day. */
  from?: string;
  /** The last day. */
  to?: string;
}

const FIELDS = ['state', 'trigger', 'from', 'to'] as const;

export function choiceOf(search: URLSearchParams): GridChoice {
  return Object.fromEntries(
    FIELDS.flatMap((field) => (search.has(field) ? [[field, search.get(field)]] : [])),
  );
}

/** The address with another choice; an empty text takes a filter away. */
export function withChoice(search: URLSearchParams, change: GridChoice): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [field, value] of Object.entries(change) as [string, string | undefined][]) {
    if (value === undefined || value === '') next.delete(field);
    else next.set(field, value);
  }
  return next;
}

/** What the server is asked for; days begin and end by the reader's clock. */
export function filterOf({ state, trigger, from, to }: GridChoice): GridFilter {
  return { state, trigger, from: dayStart(from, 0), to: dayStart(to, 1) };
}

function dayStart(day: string | undefined, add: number): string | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + add);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

/** Whether a run that came since passes the filter. */
export function passes(filter: GridFilter, run: GridChange['runs'][number]): boolean {
  const { state, trigger, from, to } = filter;
  const [kind, name] = (trigger ?? '').split(':');
  const at = Date.parse(run.logicalTime);
  return (
    (state === undefined || state.split(',').includes(run.state)) &&
    (trigger === undefined || (run.triggerKind === kind && (name === undefined || run.trigger === name))) &&
    (from === undefined || at >= Date.parse(from)) &&
    (to === undefined || at < Date.parse(to))
  );
}

/** What runs can be started by, as the filter offers it. */
export function triggerOptions(triggers: Trigger[]): { value: string; label: string }[] {
  return [
    { value: '', label: 'Any trigger' },
    { value: 'manual', label: 'By hand' },
    { value: 'schedule', label: 'By schedule' },
    ...(triggers.length > 1
      ? triggers.map(({ name }) => ({ value: `schedule:${name}`, label: `By ${name}` }))
      : []),
  ];
}

export const STATE_OPTIONS = [
  { value: '', label: 'Any state' },
  { value: 'failed,timed_out', label: 'Failed' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'queued,running,cancelling', label: 'Not ended' },
  { value: 'cancelled', label: 'Cancelled' },
];

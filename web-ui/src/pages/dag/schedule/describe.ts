import { isObject, showJson } from '../../../api/json';
import type { Json, JsonObject, Tick, Trigger } from '../../../api/types';

/** The zone of the reader's clock. */
export const LOCAL_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "0 6 * * *", "every 15m". */
export function timingOf({ schedule }: Pick<Trigger, 'schedule'>): string {
  const { cron, every } = fieldsOf(schedule);
  if (typeof cron === 'string') return cron;
  return every === undefined ? '–' : `every ${textOf(every)}`;
}

/** "factors = 32". */
export function parametersOf({ parameters }: Pick<Trigger, 'parameters'>): string[] {
  return Object.entries(fieldsOf(parameters)).map(([name, value]) => `${name} = ${textOf(value)}`);
}

function fieldsOf(json: Json): JsonObject {
  return isObject(json) ? json : {};
}

function textOf(json: Json): string {
  return typeof json === 'string' ? json : showJson(json);
}

export const OUTCOMES: Record<Tick['outcome'], string> = {
  run: 'started a run',
  skipped: 'started no run',
  paused: 'was paused',
  error: 'failed to start a run',
};

/**
 * An instant by the clock of a zone: "Sat, 21 Nov, 06:00 GMT+9". Seconds and the year are said where they are not what
 * one expects. In a zone that this browser is too old to know, by UTC's.
 */
export function formatIn(at: string, zone: string): string {
  const date = new Date(at);
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    year: date.getUTCFullYear() === new Date().getUTCFullYear() ? undefined : 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: date.getUTCSeconds() === 0 ? undefined : '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  };
  try {
    return date.toLocaleString(undefined, { ...options, timeZone: zone });
  } catch {
    return date.toLocaleString(undefined, { ...options, timeZone: 'UTC' });
  }
}

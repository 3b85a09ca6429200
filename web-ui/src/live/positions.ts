import { isObject } from '../api/json';
import type { Json, LiveMessage } from '../api/types';

/** A topic of the event stream: `run:ID`, `attempt:ID`, `dag:ID` or `runs`. */
export type Topic = `run:${string}` | `attempt:${string}` | `dag:${string}` | 'runs';

/** Events of a run and of an attempt are numbered; a Dag has a place in the order of all events, as a text. */
export type Position = number | string;

/** Where a stream goes on behind a message. */
export function positionOf({ topic, seq, data }: LiveMessage): Position {
  const position =
    topic.startsWith('dag:') && isObject(data as Json) ? (data as { position?: Json }).position : undefined;
  return typeof position === 'string' ? position : seq;
}

/** Whether one position of a topic lies before another of it. */
function isBefore(a: Position, b: Position): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  const [x, y] = [a, b].map((position) => String(position).split('-').map(BigInt));
  for (let i = 0; i < 3; i++) {
    const [left, right] = [x?.[i] ?? 0n, y?.[i] ?? 0n];
    if (left !== right) return left < right;
  }
  return false;
}

/**
 * Where this tab stands in each topic it follows. A position only moves forward, except that a listener which joins
 * from an earlier one pulls it back: the others skip what they have seen.
 */
export class Positions {
  private readonly seqs = new Map<Topic, Position | undefined>();

  /** Follows a topic. @returns whether the stream must be opened anew for it */
  join(topic: Topic, from: Position | undefined): boolean {
    const known = this.seqs.has(topic);
    const current = this.seqs.get(topic);
    if (known && (from === undefined || current === undefined || !isBefore(from, current))) return false;
    this.seqs.set(topic, from);
    return true;
  }

  leave(topic: Topic): void {
    this.seqs.delete(topic);
  }

  advance(topic: Topic, seq: Position): void {
    const current = this.seqs.get(topic);
    if (current !== undefined && isBefore(current, seq)) this.seqs.set(topic, seq);
  }

  get isEmpty(): boolean {
    return this.seqs.size === 0;
  }

  /** The `topics` parameter: each topic with the position to resume after, in a stable order. */
  toParameter(): string {
    return [...this.seqs]
      .map(([topic, seq]) => (seq === undefined ? topic : `${topic}@${seq}`))
      .sort()
      .join(',');
  }
}

/** A topic of the event stream: `run:ID`, `attempt:ID` or `runs`. */
export type Topic = `run:${string}` | `attempt:${string}` | 'runs';

/**
 * Where this tab stands in each topic it follows. A position only moves forward, except that a listener which joins
 * from an earlier one pulls it back: the others skip what they have seen.
 */
export class Positions {
  private readonly seqs = new Map<Topic, number | undefined>();

  /** Follows a topic. @returns whether the stream must be opened anew for it */
  join(topic: Topic, from: number | undefined): boolean {
    const known = this.seqs.has(topic);
    const current = this.seqs.get(topic);
    if (known && (from === undefined || current === undefined || current <= from)) return false;
    this.seqs.set(topic, from);
    return true;
  }

  leave(topic: Topic): void {
    this.seqs.delete(topic);
  }

  advance(topic: Topic, seq: number): void {
    const current = this.seqs.get(topic);
    if (current !== undefined && seq > current) this.seqs.set(topic, seq);
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

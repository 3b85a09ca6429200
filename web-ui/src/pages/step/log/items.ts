/** The lines of the environment's making; the last may be smaller than the first: nothing was printed. */
export interface EnvironmentLines {
  first: number;
  last: number;
  seconds?: number;
}

/** A row of the list: a line by its number, or the heading above the lines of the environment. */
export type Item = { line: number } | 'environment';

/** Which rows a log has; the lines of the environment can be folded away below their heading. */
export class Items {
  readonly count: number;
  private readonly environment: EnvironmentLines | undefined;
  private readonly before: number;
  private readonly hidden: number;

  constructor(total: number, environment: EnvironmentLines | undefined, folded: boolean) {
    this.environment = environment;
    const lines = environment === undefined ? 0 : Math.max(0, environment.last - environment.first + 1);
    this.before = environment === undefined ? Infinity : environment.first - 1;
    this.hidden = folded ? lines : 0;
    this.count = total + (environment === undefined ? 0 : 1) - this.hidden;
  }

  at(index: number): Item {
    if (index < this.before) return { line: index + 1 };
    return index === this.before ? 'environment' : { line: index + this.hidden };
  }

  /** The row of a line; a line that is folded away has that of the heading. */
  rowOf(line: number): number {
    if (this.environment === undefined || line <= this.before) return line - 1;
    return this.hidden > 0 && line <= this.environment.last ? this.before : line - this.hidden;
  }
}

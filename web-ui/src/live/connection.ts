import { parseJson } from '../api/json';
import type { LiveMessage } from '../api/types';
import { Positions, positionOf, type Position, type Topic } from './positions';

/** What the connection needs of an EventSource; tests have their own. */
export interface Source {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  readonly readyState: number;
  addEventListener(kind: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface ConnectionOptions {
  open: (topics: string) => Source;
  /** Asks whether the server answers and still knows us. */
  probe: () => Promise<'fine' | 'unauthorized' | 'unreachable'>;
  onUnauthorized: () => void;
}

/** `off`: nothing is followed. `waiting`: not connected; lists poll until it is `open` again. */
export type ConnectionState = 'off' | 'connecting' | 'open' | 'waiting';

export interface Listener {
  /** The last event the listener knows, or undefined where the topic has no positions. */
  from: Position | undefined;
  onMessage: (message: LiveMessage) => void;
}

const CLOSED = 2;
const KINDS = ['run', 'attempt', 'runs', 'dag'];
const FIRST_RETRY = 500;
const LONGEST_RETRY = 10_000;

/**
 * The one event stream of this tab. Listeners come and go; the stream is opened anew with the positions reached so
 * far when the set of topics changes, and after errors that the browser does not mend by itself.
 */
export class LiveConnection {
  private readonly positions = new Positions();
  private readonly listeners = new Map<Topic, Set<Listener>>();
  private readonly watchers = new Set<() => void>();
  private source: Source | undefined;
  private openTimer: ReturnType<typeof setTimeout> | undefined;
  private retryAfter = FIRST_RETRY;
  private current: ConnectionState = 'off';
  private readonly options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    this.options = options;
  }

  get state(): ConnectionState {
    return this.current;
  }

  /** For useSyncExternalStore. */
  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  subscribe(topic: Topic, listener: Listener): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    set.add(listener);
    this.listeners.set(topic, set);
    if (this.positions.join(topic, listener.from)) this.reopenSoon();
    return () => {
      set.delete(listener);
      if (set.size > 0) return;
      this.listeners.delete(topic);
      this.positions.leave(topic);
      this.reopenSoon();
    };
  }

  close(): void {
    clearTimeout(this.openTimer);
    this.source?.close();
    this.source = undefined;
    this.become('off');
  }

  /** Pages join and leave several topics at once: one reopening serves them together. */
  private reopenSoon(): void {
    clearTimeout(this.openTimer);
    this.openTimer = setTimeout(() => this.reopen(), 30);
  }

  private reopen(): void {
    this.source?.close();
    this.source = undefined;
    if (this.positions.isEmpty) {
      this.become('off');
      return;
    }
    this.become(this.current === 'waiting' ? 'waiting' : 'connecting');
    const source = this.options.open(this.positions.toParameter());
    this.source = source;
    source.onopen = () => {
      this.retryAfter = FIRST_RETRY;
      this.become('open');
    };
    source.onerror = () => this.onError(source);
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.onEvent(event.data));
  }

  private onEvent(text: string): void {
    const message = parseJson(text) as LiveMessage;
    const topic = message.topic as Topic;
    this.positions.advance(topic, positionOf(message));
    this.listeners.get(topic)?.forEach((listener) => listener.onMessage(message));
  }

  private onError(source: Source): void {
    if (source !== this.source) return;
    this.become('waiting');
    // The browser reconnects by itself, with Last-Event-ID, unless the answer was an error.
    if (source.readyState !== CLOSED) return;
    clearTimeout(this.openTimer);
    this.openTimer = setTimeout(() => void this.retry(), this.retryAfter);
    this.retryAfter = Math.min(this.retryAfter * 2, LONGEST_RETRY);
  }

  private async retry(): Promise<void> {
    const answer = await this.options.probe();
    if (answer === 'unauthorized') {
      this.close();
      this.options.onUnauthorized();
    } else if (answer === 'fine') {
      this.reopen();
    } else {
      this.openTimer = setTimeout(() => void this.retry(), this.retryAfter);
      this.retryAfter = Math.min(this.retryAfter * 2, LONGEST_RETRY);
    }
  }

  private become(state: ConnectionState): void {
    if (state === this.current) return;
    this.current = state;
    this.watchers.forEach((watcher) => watcher());
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { LiveMessage } from '../api/types';
import { LiveConnection, type Source } from './connection';

class FakeSource implements Source {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 0;
  closed = false;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();
  readonly topics: string;

  constructor(topics: string) {
    this.topics = topics;
  }

  addEventListener(kind: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(kind, listener);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  fail(readyState: 0 | 2): void {
    this.readyState = readyState;
    this.onerror?.();
  }

  send(topic: string, seq: number): void {
    const message: LiveMessage = { topic, seq, at: '', kind: 'x', data: {} };
    this.listeners.get(topic.split(':')[0] ?? '')?.(new MessageEvent('x', { data: JSON.stringify(message) }));
  }
}

function setUp(probe: () => 'fine' | 'unauthorized' | 'unreachable' = () => 'fine') {
  const sources: FakeSource[] = [];
  const onUnauthorized = vi.fn();
  const connection = new LiveConnection({
    open: (topics) => {
      const source = new FakeSource(topics);
      sources.push(source);
      return source;
    },
    probe: () => Promise.resolve(probe()),
    onUnauthorized,
  });
  const last = () => {
    const source = sources.at(-1);
    if (source === undefined) throw new Error('nothing was opened');
    return source;
  };
  return { connection, sources, last, onUnauthorized };
}

const ignore = () => undefined;

describe('the live connection', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('opens one stream for topics that are joined together', () => {
    const { connection, sources, last } = setUp();
    connection.subscribe('run:a', { from: 1, onMessage: ignore });
    connection.subscribe('attempt:b', { from: 2, onMessage: ignore });
    vi.runAllTimers();
    expect(sources).toHaveLength(1);
    expect(last().topics).toBe('attempt:b@2,run:a@1');
  });

  it('opens anew with the positions it reached when the topics change', () => {
    const { connection, sources, last } = setUp();
    connection.subscribe('run:a', { from: 1, onMessage: ignore });
    vi.runAllTimers();
    last().open();
    last().send('run:a', 4);
    connection.subscribe('runs', { from: undefined, onMessage: ignore });
    vi.runAllTimers();
    expect(sources[0]?.closed).toBe(true);
    expect(last().topics).toBe('run:a@4,runs');
  });

  it('hands a message to the listeners of its topic only', () => {
    const { connection, last } = setUp();
    const a = vi.fn();
    const b = vi.fn();
    connection.subscribe('run:a', { from: 0, onMessage: a });
    connection.subscribe('run:b', { from: 0, onMessage: b });
    vi.runAllTimers();
    last().send('run:a', 1);
    expect(a).toHaveBeenCalledOnce();
    expect(b).not.toHaveBeenCalled();
  });

  it('lets the browser reconnect after a broken connection, and says that it waits', () => {
    const { connection, sources, last } = setUp();
    connection.subscribe('run:a', { from: 0, onMessage: ignore });
    vi.runAllTimers();
    last().open();
    last().fail(0);
    vi.runAllTimers();
    expect(connection.state).toBe('waiting');
    expect(sources).toHaveLength(1);
    last().open();
    expect(connection.state).toBe('open');
  });

  it('opens a new stream where it was when the server refused the old one and answers again', async () => {
    const answers: ('unreachable' | 'fine')[] = ['unreachable', 'fine'];
    const { connection, sources, last } = setUp(() => answers.shift() ?? 'fine');
    connection.subscribe('run:a', { from: 0, onMessage: ignore });
    await vi.advanceTimersByTimeAsync(100);
    last().open();
    last().send('run:a', 12);
    last().fail(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sources).toHaveLength(2);
    expect(last().topics).toBe('run:a@12');
  });

  it('asks for signing in when the server does not know us any more, and stops trying', async () => {
    const { connection, sources, last, onUnauthorized } = setUp(() => 'unauthorized');
    connection.subscribe('run:a', { from: 0, onMessage: ignore });
    await vi.advanceTimersByTimeAsync(100);
    last().fail(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onUnauthorized).toHaveBeenCalledOnce();
    expect(sources).toHaveLength(1);
  });

  it('closes the stream when nobody listens', () => {
    const { connection, last } = setUp();
    const stop = connection.subscribe('run:a', { from: 0, onMessage: ignore });
    vi.runAllTimers();
    stop();
    vi.runAllTimers();
    expect(last().closed).toBe(true);
    expect(connection.state).toBe('off');
  });
});

import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';

import type { LiveMessage } from '../api/types';
import type { ConnectionState, LiveConnection } from './connection';
import type { Position, Topic } from './positions';

export const LiveContext = createContext<LiveConnection | null>(null);

function useConnection(): LiveConnection {
  const connection = use(LiveContext);
  if (connection === null) throw new Error('no LiveContext above this component');
  return connection;
}

export function useLiveState(): ConnectionState {
  const connection = useConnection();
  return useSyncExternalStore(connection.watch, () => connection.state);
}

const POLL_MILLIS = 3000;

/** The refetchInterval of live queries: none while the stream is there, else the fallback. */
export function usePolling(): number | false {
  return useLiveState() === 'waiting' ? POLL_MILLIS : false;
}

/** A topic, and the last event of it that is known when following begins. */
export interface Followed {
  topic: Topic;
  from: Position | undefined;
}

/** Follows topics as long as they are listed. */
export function useTopics(followed: Followed[], onMessage: (message: LiveMessage) => void): void {
  const connection = useConnection();
  const handle = useEffectEvent(onMessage);
  const begin = useEffectEvent(() =>
    followed.map(({ topic, from }) =>
      connection.subscribe(topic, { from, onMessage: (message) => handle(message) }),
    ),
  );
  const topics = followed.map((f) => f.topic).join(' ');
  useEffect(() => {
    const stops = begin();
    return () => stops.forEach((stop) => stop());
  }, [connection, topics]);
}

/** Follows one topic while it is not undefined. */
export function useTopic(
  topic: Topic | undefined,
  from: Position | undefined,
  onMessage: (message: LiveMessage) => void,
): void {
  useTopics(topic === undefined ? [] : [{ topic, from }], onMessage);
}

import { useEffect, useState, type ReactNode } from 'react';

import { api } from '../api/endpoints';
import { address, reportUnauthorized } from '../api/http';
import { problemOf } from '../api/problem';
import { LiveConnection, type Source } from './connection';
import { LiveContext } from './LiveContext';

function openSource(topics: string): Source {
  return new EventSource(address('/events', { topics })) as Source;
}

async function probe(): Promise<'fine' | 'unauthorized' | 'unreachable'> {
  try {
    await api.me();
    return 'fine';
  } catch (error) {
    return problemOf(error).status === 401 ? 'unauthorized' : 'unreachable';
  }
}

/** Holds the tab's one event stream. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [connection] = useState(
    () => new LiveConnection({ open: openSource, probe, onUnauthorized: reportUnauthorized }),
  );
  useEffect(() => () => connection.close(), [connection]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

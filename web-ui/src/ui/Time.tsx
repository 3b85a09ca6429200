import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';

import { formatAgo, formatDuration, formatTime } from './format';

/** One timer for every clock on the page; it stands still while nobody looks at one. */
const tickers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(ticker: () => void): () => void {
  tickers.add(ticker);
  timer ??= setInterval(() => {
    now = Date.now();
    tickers.forEach((t) => t());
  }, 1000);
  return () => {
    tickers.delete(ticker);
    if (tickers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const still = () => () => undefined;

/** The time of the last tick; it goes on only while `ticking`. */
export function useNow(ticking: boolean): number {
  const last = useSyncExternalStore(ticking ? subscribe : still, () => now);
  return last;
}

/** When something was, as people say it; the exact time on hover and for assistive technology. */
export function Ago({ at }: { at: string | undefined }) {
  const current = useNow(at !== undefined);
  if (at === undefined) return <span>–</span>;
  return (
    <Tooltip label={formatTime(at)} openDelay={300}>
      <time dateTime={at}>{formatAgo(Date.parse(at), current)}</time>
    </Tooltip>
  );
}

/** How long something took, or takes up to now. */
export function Duration({ from, to }: { from: string | undefined; to: string | undefined }) {
  const current = useNow(from !== undefined && to === undefined);
  if (from === undefined) return <span>–</span>;
  const end = to === undefined ? Math.max(current, Date.parse(from)) : Date.parse(to);
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {formatDuration((end - Date.parse(from)) / 1000)}
    </span>
  );
}

import { Switch } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type UIEvent } from 'react';
import { useLocation } from 'react-router';

import type { AttemptBrief, LogLine, LogLines } from '../../../api/types';
import { continueProgress } from '../../../live/environmentProgress';
import { Fetched } from '../../../ui/Fetched';
import { FindBar } from '../../../ui/FindBar';
import { formatDuration, plural } from '../../../ui/format';
import { Empty } from '../../../ui/Layout';
import { isAttemptEnded } from '../../../ui/states';
import { useStored } from '../../../ui/useStored';
import { Items, type EnvironmentLines } from './items';
import { LogRow } from './LogRow';
import styles from './LogView.module.css';
import { useLogExtent, useLogLines, useLogMatches } from './useLog';
import { useMarks } from './useMarks';

const ROW = 20;

/** What an attempt printed, opened at its end. */
export function LogView({ brief }: { brief: AttemptBrief }) {
  const extent = useLogExtent(brief);
  const live = !isAttemptEnded(brief.state);
  return (
    <Fetched query={extent}>
      {(known) =>
        known.total === 0 ? (
          <Empty title="Nothing was printed">{live ? 'Lines appear here as they come.' : undefined}</Empty>
        ) : (
          <Log brief={brief} extent={known} live={live} />
        )
      }
    </Fetched>
  );
}

function Log({ brief, extent, live }: { brief: AttemptBrief; extent: LogLines; live: boolean }) {
  const { total, environment } = extent;
  const box = useRef<HTMLDivElement>(null);
  const linked = lineOfFragment(useLocation().hash);
  const [wrap, setWrap] = useStored('log-wrap', true);
  const [withTime, setWithTime] = useStored('log-times', false);
  const [following, setFollowing] = useState(linked === undefined);
  const building = environment !== undefined && environment.seconds === undefined && live;
  const [unfolded, setUnfolded] = useState<boolean>();
  const folded = !(unfolded ?? (building || isWithin(linked, environment)));
  const items = new Items(total, environment, folded);
  // Nothing here is memoised by a compiler.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: items.count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 30,
  });
  const seen = rows.getVirtualItems().map(({ index }) => items.at(index));
  const lines = useLogLines(
    brief.id,
    seen.flatMap((item) => (item === 'environment' ? [] : [item.line])),
  );

  const [text, setText] = useState('');
  const { wanted, failed, matches } = useLogMatches(brief.id, text, live);
  const [at, setAt] = useState(0);
  const current = matches?.lines[Math.min(at, matches.lines.length - 1)];
  const show = (line: number) => {
    if (isWithin(line, environment)) setUnfolded(true);
    setFollowing(false);
    rows.scrollToIndex(new Items(total, environment, folded && !isWithin(line, environment)).rowOf(line), {
      align: 'center',
    });
  };
  const top = useRef(0);
  // Scrolling up stops following, the end begins it again. New lines move the end away, but do not scroll up.
  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>) => {
    if (isAtEnd(currentTarget)) setFollowing(true);
    else if (currentTarget.scrollTop < top.current - 2 * ROW) setFollowing(false);
    top.current = currentTarget.scrollTop;
  };
  const target = current ?? linked;
  useEffect(() => {
    if (target !== undefined) show(target);
    // Only when there is another line to look at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [target]);
  useLayoutEffect(() => {
    if (following && items.count > 0) rows.scrollToIndex(items.count - 1, { align: 'end' });
  }, [following, items.count, rows, lines]);
  useMarks(box, wanted, current);

  return (
    <section className={styles.log} aria-label="Log">
      <div className={styles.bar}>
        <FindBar
          label="Find in the log"
          text={text}
          at={matches === undefined ? 0 : Math.min(at, Math.max(0, matches.lines.length - 1))}
          count={matches?.lines.length ?? 0}
          more={matches === undefined || matches.count === matches.lines.length ? undefined : matches.count}
          asked={wanted !== '' && matches !== undefined}
          failed={failed}
          onText={(next) => {
            setText(next);
            setAt(0);
          }}
          onMove={(by) => {
            const count = matches?.lines.length ?? 0;
            if (count > 0) setAt((Math.min(at, count - 1) + by + count) % count);
          }}
        />
        <span className={styles.gap} />
        <span className={styles.total}>{plural(total, 'line')}</span>
        <Toggle label="Wrap" on={wrap} onChange={setWrap} />
        <Toggle label="Times" on={withTime} onChange={setWithTime} />
        {live && <Toggle label="Follow" on={following} onChange={setFollowing} />}
      </div>
      <div
        ref={box}
        className={styles.box}
        data-wrap={wrap || undefined}
        style={{ height: `min(${rows.getTotalSize() + ROW}px, max(280px, 100dvh - 330px))` }}
        tabIndex={0}
        role="log"
        aria-label="Lines of the log"
        onScroll={onScroll}
      >
        <div className={styles.all} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const item = items.at(row.index);
            return (
              <div
                key={item === 'environment' ? item : item.line}
                ref={rows.measureElement}
                data-index={row.index}
                className={styles.place}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                {item === 'environment' ? (
                  <EnvironmentRow
                    environment={environment}
                    lines={lines}
                    folded={folded}
                    onFold={() => setUnfolded(folded)}
                  />
                ) : (
                  <LogRow
                    number={item.line}
                    line={lines.get(item.line)}
                    withTime={withTime}
                    linked={item.line === linked}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 2 * ROW;
}

function isWithin(line: number | undefined, environment: EnvironmentLines | undefined): boolean {
  return (
    line !== undefined && environment !== undefined && line >= environment.first && line <= environment.last
  );
}

/** The line that an address names: `#L12`. */
function lineOfFragment(fragment: string): number | undefined {
  const line = Number(/^#L([1-9]\d{0,8})$/.exec(fragment)?.[1]);
  return Number.isNaN(line) ? undefined : line;
}

interface EnvironmentRowProps {
  environment: EnvironmentLines | undefined;
  lines: Map<number, LogLine>;
  folded: boolean;
  onFold: () => void;
}

function EnvironmentRow({ environment, lines, folded, onFold }: EnvironmentRowProps) {
  if (environment === undefined) return null;
  const { first, last, seconds } = environment;
  const known = [...lines.values()].filter(({ number }) => number >= first && number <= last);
  const says =
    seconds === undefined
      ? continueProgress(undefined, known.map((l) => l.text).join('\n'))?.says
      : formatDuration(seconds);
  return (
    <button type="button" className={styles.environment} aria-expanded={!folded} onClick={onFold}>
      {folded ? <IconChevronRight size={14} /> : <IconChevronDown size={14} />}
      Environment set-up: {plural(Math.max(0, last - first + 1), 'line')}
      {says !== undefined && `, ${says}`}
    </button>
  );
}

function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <Switch
      size="xs"
      label={label}
      checked={on}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

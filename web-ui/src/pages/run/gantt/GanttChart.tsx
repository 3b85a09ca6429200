import { useComputedColorScheme } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useNavigate } from 'react-router';

import type { Run } from '../../../api/types';
import { links } from '../../../app/links';
import { draw, readPalette, ROW_HEIGHT } from './draw';
import styles from './Gantt.module.css';
import { GanttTip } from './GanttTip';
import { hitOf, type Hit } from './hit';
import type { Row } from './rows';
import { StepNames } from './StepNames';
import { useCellLink } from './useCellLink';
import { useWheel } from './useWheel';
import { marks, moved, zoomed, type View } from './view';

/** So much is drawn above and below what is seen, so that scrolling draws only now and then. */
const SPARE = 500;
const REACH_PIXELS = 4;

interface Props {
  run: Run;
  rows: Row[];
  path: Set<string>;
  ghosts: Map<string, View>;
  whole: View;
  view: View;
  onView: (view: View) => void;
}

/** Names at the left as links, and the bars on a canvas that moves with them. */
export function GanttChart({ run, rows, path, ghosts, whole, view, onView }: Props) {
  const { ref: plotRef, width } = useElementSize();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [top, setTop] = useState(0);
  const [tip, setTip] = useState<{ hit: Hit; x: number; y: number }>();
  const dragged = useRef<{ x: number; view: View; moved: boolean }>(undefined);
  const scheme = useComputedColorScheme('light');
  const navigate = useNavigate();
  const cellLink = useCellLink(run.id);
  const height = Math.min(rows.length * ROW_HEIGHT, Math.max(200, Math.round(window.innerHeight * 0.7)));
  const drawnHeight = Math.min(rows.length * ROW_HEIGHT - top, height + 2 * SPARE);
  const start = Date.parse(run.startedAt ?? run.createdAt);
  // Kept: a pointer that moves must not have the bars drawn again.
  const times = useMemo(() => marks(view, start, width), [view, start, width]);

  useLayoutEffect(() => {
    if (canvas.current === null || width === 0) return;
    const palette = readPalette(canvas.current.parentElement ?? document.body);
    const scene = { rows, view, width, path, ghosts, marks: times.map((m) => m.at), palette };
    draw(canvas.current, scene, top, drawnHeight);
    // The colours are read anew for another scheme.
  }, [rows, view, width, path, ghosts, times, top, drawnHeight, scheme]);

  const scrolled = () => {
    setTip(undefined);
    const at = scroller.current?.scrollTop ?? 0;
    if (at < top || at + height > top + drawnHeight) setTop(Math.max(0, at - SPARE));
  };
  const timeAt = (x: number) => view.from + (x / Math.max(1, width)) * (view.to - view.from);
  const find = (event: PointerEvent): Hit | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const row = rows[Math.floor(y / ROW_HEIGHT)];
    const reach = ((view.to - view.from) / Math.max(1, width)) * REACH_PIXELS;
    return row && hitOf(row, timeAt(x), reach);
  };
  const pointed = (event: PointerEvent) => {
    const drag = dragged.current;
    if (drag) {
      const by = ((drag.x - event.clientX) / Math.max(1, width)) * (drag.view.to - drag.view.from);
      drag.moved ||= Math.abs(drag.x - event.clientX) > 3;
      if (drag.moved) onView(moved(drag.view, whole, by));
      return;
    }
    const hit = find(event);
    setTip(hit && { hit, x: event.clientX, y: event.clientY });
  };
  const released = (event: PointerEvent) => {
    const wasMoved = dragged.current?.moved ?? false;
    dragged.current = undefined;
    const hit = find(event);
    if (wasMoved || hit === undefined) return;
    if (hit.bar && hit.cell)
      void cellLink(hit.row.step, hit.bar.attempt, hit.cell.cell).then((to) => navigate(to));
    else void navigate(links.step(run.id, hit.row.step.step, hit.row.step.mapPath));
  };

  const plot = useRef<HTMLDivElement>(null);
  const measured = useMergedRef(plotRef, plot);
  useWheel(plot, view, whole, onView);

  return (
    <div className={styles.chart}>
      <div className={styles.axis} aria-hidden>
        <div className={styles.times}>
          {times.map(({ at, label }) => (
            <span key={at} style={{ left: `${((at - view.from) / (view.to - view.from)) * 100}%` }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        style={{ height: height + 1 }}
        onScroll={scrolled}
        onKeyDown={(event) => keyed(event, view, whole, onView)}
      >
        <div className={styles.content} style={{ height: rows.length * ROW_HEIGHT }}>
          <StepNames run={run} rows={rows} path={path} scroller={scroller} />
          <div
            ref={measured}
            className={styles.plot}
            role="img"
            aria-label={`Bars of ${rows.length} steps over time`}
            onPointerDown={(event) => {
              if (event.button === 0) dragged.current = { x: event.clientX, view, moved: false };
            }}
            onPointerMove={pointed}
            onPointerUp={released}
            onPointerLeave={() => {
              dragged.current = undefined;
              setTip(undefined);
            }}
            data-cell={tip?.hit.cell !== undefined || undefined}
          >
            <canvas ref={canvas} style={{ top, width, height: drawnHeight }} />
            {tip && <GanttTip {...tip} />}
          </div>
        </div>
      </div>
    </div>
  );
}

function keyed(event: KeyboardEvent, view: View, whole: View, onView: (view: View) => void): void {
  const middle = (view.from + view.to) / 2;
  const step = (view.to - view.from) / 5;
  const next: Record<string, () => View> = {
    '+': () => zoomed(view, whole, 1.5, middle),
    '-': () => zoomed(view, whole, 1 / 1.5, middle),
    '0': () => whole,
    ArrowLeft: () => moved(view, whole, -step),
    ArrowRight: () => moved(view, whole, step),
  };
  const change = next[event.key];
  if (change === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  onView(change());
}

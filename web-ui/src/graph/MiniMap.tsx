import { useComputedColorScheme } from '@mantine/core';
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { useLayoutEffect, useMemo, useRef, type PointerEvent } from 'react';

import { lookOf, type Tone } from '../ui/states';
import styles from './DagGraph.module.css';
import type { Drawing } from './drawing';
import type { Layout, Point } from './layout';
import { mapNodes, mapScale, seenPart, seesAll, type MapNode } from './minimap';
import type { Marks } from './nodes';
import { centredOn, isNarrow } from './viewport';

interface Props {
  drawing: Drawing;
  layout: Layout;
  marks: Marks;
}

/** The whole drawing, small, with a box around what is seen; nothing while all is seen, or there is no room for it. */
export function MiniMap(props: Props) {
  const [x, y, zoom] = useStore((store) => store.transform);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const room = { width, height };
  const seen = seenPart({ x, y, zoom }, room);
  const { setViewport } = useReactFlow();
  const held = useRef<Point>(undefined);
  if (width === 0 || isNarrow(room) || seesAll(props.layout, seen)) return null;

  const scale = mapScale(props.layout);
  const pointOf = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
  };
  const move = (at: Point) => void setViewport(centredOn(at, zoom, room));
  const pressed = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = pointOf(event);
    const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
    const isInside =
      Math.abs(at.x - middle.x) < seen.width / 2 && Math.abs(at.y - middle.y) < seen.height / 2;
    // The box is held where it is taken; elsewhere it comes to the pointer.
    held.current = isInside ? { x: at.x - middle.x, y: at.y - middle.y } : { x: 0, y: 0 };
    if (!isInside) move(at);
  };
  const dragged = (event: PointerEvent) => {
    if (held.current === undefined) return;
    const at = pointOf(event);
    move({ x: at.x - held.current.x, y: at.y - held.current.y });
  };
  const released = () => {
    held.current = undefined;
  };
  return (
    <Panel position="bottom-left" className={styles.map}>
      <div
        role="img"
        aria-label="Map of the graph"
        className={styles.mapPlot}
        style={{ width: props.layout.width * scale, height: props.layout.height * scale }}
        onPointerDown={pressed}
        onPointerMove={dragged}
        onPointerUp={released}
        onPointerCancel={released}
      >
        <MapCanvas {...props} />
        <div
          className={styles.mapBox}
          style={{
            left: seen.x * scale,
            top: seen.y * scale,
            width: seen.width * scale,
            height: seen.height * scale,
          }}
        />
      </div>
    </Panel>
  );
}

function MapCanvas({ drawing, layout, marks }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const nodes = useMemo(() => mapNodes(drawing, layout), [drawing, layout]);
  useLayoutEffect(() => {
    if (canvas.current !== null) paint(canvas.current, nodes, layout, marks);
    // The colours are read anew for another scheme.
  }, [nodes, layout, marks, scheme]);
  return <canvas ref={canvas} />;
}

const COLOURS: Record<Tone | 'chosen', string> = {
  neutral: '--state-neutral-strong',
  running: '--state-running-strong',
  succeeded: '--state-succeeded-strong',
  failed: '--state-failed-strong',
  warning: '--state-warning-strong',
  chosen: '--accent',
};

const DIMMED = 0.25;

function paint(canvas: HTMLCanvasElement, nodes: MapNode[], layout: Layout, marks: Marks): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const scale = mapScale(layout);
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.ceil(layout.width * scale * ratio);
  canvas.height = Math.ceil(layout.height * scale * ratio);
  context.scale(ratio, ratio);
  const colourOf = colourReader(canvas);
  for (const { x, y, width, height, state, ids } of nodes) {
    const isChosen = marks.chosen !== undefined && ids.includes(marks.chosen);
    const { inFocus } = marks;
    context.globalAlpha = inFocus !== undefined && !ids.some((id) => inFocus.has(id)) ? DIMMED : 1;
    context.fillStyle = colourOf(isChosen ? 'chosen' : state === undefined ? 'neutral' : lookOf(state).tone);
    context.fillRect(x, y, width, height);
  }
}

/** A canvas knows no variables of style sheets: its element is asked what they come to. */
function colourReader(element: HTMLElement): (name: Tone | 'chosen') => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    element.style.color = `var(${COLOURS[name]})`;
    const colour = getComputedStyle(element).color;
    known.set(name, colour);
    return colour;
  };
}

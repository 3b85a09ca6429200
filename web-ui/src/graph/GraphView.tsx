import { Controls, ReactFlow, useReactFlow, useStore } from '@xyflow/react';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useEffectEvent, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';

import styles from './DagGraph.module.css';
import type { Drawing } from './drawing';
import { EdgeLayer } from './EdgeLayer';
import { GroupNodeView } from './GroupNode';
import { placeOf, type Layout } from './layout';
import { MiniMap } from './MiniMap';
import { toNodes, type Handlers, type Marks } from './nodes';
import { StepNodeView } from './StepNode';
import { heightFor, viewportFor, viewportTo } from './viewport';

const nodeTypes = { step: StepNodeView, box: GroupNodeView };
/** What the button shows: all of it, however small. */
const WHOLE = { maxZoom: 1, padding: '20px' } as const;
/** How far an arrow key moves the graph, in pixels. */
const KEY_WAY = 80;
const KEYS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [KEY_WAY, 0],
  ArrowRight: [-KEY_WAY, 0],
  ArrowUp: [0, KEY_WAY],
  ArrowDown: [0, -KEY_WAY],
};
const USUAL_WIDTH = 1100;

/** A step to move into view; a new object each time that it is asked for. */
export interface Target {
  id: string;
}

interface Props extends Handlers {
  drawing: Drawing;
  layout: Layout;
  /** How many steps there are, in groups too. */
  count: number;
  marks: Marks;
  target: Target | undefined;
}

/** A laid out drawing, which can be moved and zoomed. */
export function GraphView({ drawing, layout, count, marks, target, onToggle, onChoose }: Props) {
  const { ref: sized, width } = useElementSize();
  const frame = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, frame);
  const { getViewport, setViewport } = useReactFlow();
  const nodes = useMemo(
    () => toNodes(drawing, layout, marks, { onToggle, onChoose }),
    [drawing, layout, marks, onToggle, onChoose],
  );
  const pressed = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const { x, y, zoom } = getViewport();
    void setViewport({ x: x + by[0], y: y + by[1], zoom });
  };
  return (
    <div
      ref={ref}
      className={styles.graph}
      style={{ height: heightFor(layout, width || USUAL_WIDTH, window.innerHeight) }}
      onKeyDown={pressed}
    >
      <ReactFlow
        nodes={nodes}
        nodeTypes={nodeTypes}
        minZoom={0.05}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={nodes.length > 150}
        preventScrolling={false}
        zoomOnScroll={false}
        panOnScroll={false}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        aria-label={`Graph of ${count} steps`}
      >
        <Controls showInteractive={false} position="bottom-right" fitViewOptions={WHOLE} />
        <EdgeLayer drawing={drawing} layout={layout} inFocus={marks.inFocus} />
        <MiniMap drawing={drawing} layout={layout} marks={marks} />
        <Show drawing={drawing} layout={layout} target={target} />
        <Zoom frame={frame} />
      </ReactFlow>
    </div>
  );
}

/**
 * Shows the drawing, or its beginning where the whole would be too small to read, whenever it or its room changed; and
 * the target in it.
 */
function Show({ drawing, layout, target }: Pick<Props, 'drawing' | 'layout' | 'target'>) {
  const { getViewport, setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const show = useEffectEvent((from: 'here' | 'anew') => {
    const room = { width, height };
    const before = from === 'here' ? getViewport() : viewportFor(layout, room);
    const place = target && placeOf(drawing, layout, target.id);
    void setViewport(place === undefined ? before : viewportTo(place, before, room));
  });
  useEffect(() => show('anew'), [layout, width, height]);
  useEffect(() => {
    if (target !== undefined) show('here');
  }, [target]);
  return null;
}

/** Tells the style sheet how large the graph is drawn, without rendering it anew. */
function Zoom({ frame }: { frame: RefObject<HTMLDivElement | null> }) {
  const zoom = useStore((store) => store.transform[2]);
  useEffect(() => frame.current?.style.setProperty('--zoom', String(zoom)), [frame, zoom]);
  return null;
}

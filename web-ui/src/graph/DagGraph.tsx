import '@xyflow/react/dist/base.css';

import { Controls, ReactFlow, useReactFlow, useStore } from '@xyflow/react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { Fetched } from '../ui/Fetched';
import styles from './DagGraph.module.css';
import { computeLayout } from './computeLayout';
import { draw, foldedAtFirst, type Drawing } from './drawing';
import { EdgeLayer } from './EdgeLayer';
import { GroupNodeView, type GroupNode } from './GroupNode';
import { NODE, structureKey, type EdgeLabels, type GraphStep, type Layout, type Size } from './layout';
import { StepNodeView, type StepNode } from './StepNode';
import { viewportFor } from './viewport';

const nodeTypes = { step: StepNodeView, box: GroupNodeView };
/** What the button shows: all of it, however small. */
const WHOLE = { maxZoom: 1, padding: '20px' } as const;
const NO_LABELS: EdgeLabels = {};

interface Props {
  steps: GraphStep[];
  labels?: EdgeLabels;
}

/** The steps as a layered graph with their groups, and with their states when they have any. */
export function DagGraph({ steps, labels = NO_LABELS }: Props) {
  const [folded, setFolded] = useState(() => foldedAtFirst(steps));
  const asked = useMemo(() => draw(steps, labels, folded), [steps, labels, folded]);
  const laidOut = useQuery({
    queryKey: ['layout', structureKey(asked)],
    queryFn: async () => ({ layout: await computeLayout(asked), folded }),
    // While a group opens, the drawing stays as it was.
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
  const toggle = useCallback(
    (name: string) =>
      setFolded((before) => {
        const next = new Set(before);
        if (!next.delete(name)) next.add(name);
        return next;
      }),
    [],
  );
  const shownFolded = laidOut.data?.folded ?? folded;
  const drawing = useMemo(() => draw(steps, labels, shownFolded), [steps, labels, shownFolded]);
  return (
    <Fetched query={laidOut}>
      {({ layout }) => <View drawing={drawing} layout={layout} count={steps.length} onToggle={toggle} />}
    </Fetched>
  );
}

interface ViewProps {
  drawing: Drawing;
  layout: Layout;
  count: number;
  onToggle: (name: string) => void;
}

function View({ drawing, layout, count, onToggle }: ViewProps) {
  const nodes = useMemo(() => toNodes(drawing, layout, onToggle), [drawing, layout, onToggle]);
  const height = Math.min(460, Math.max(150, layout.height + 48));
  return (
    <div className={styles.graph} style={{ height }}>
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
        <EdgeLayer drawing={drawing} layout={layout} />
        <Show layout={layout} />
      </ReactFlow>
    </div>
  );
}

/** Shows the drawing, or its beginning where the whole would be too small to read, whenever it or its room changed. */
function Show({ layout }: { layout: Layout }) {
  const { setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  useEffect(
    () => void setViewport(viewportFor(layout, { width, height })),
    [setViewport, layout, width, height],
  );
  return null;
}

/** Boxes come before what is in them, as the library asks. */
function toNodes(
  { groups, steps }: Drawing,
  layout: Layout,
  onToggle: (name: string) => void,
): (StepNode | GroupNode)[] {
  const boxes = new Map(groups.map((g) => [g.name, g.id]));
  const at = (id: string) => layout.nodes[id] ?? { x: 0, y: 0 };
  return [
    ...groups.map((group): GroupNode => ({
      id: group.id,
      type: 'box',
      position: at(group.id),
      // Open boxes below the edges, all else above them.
      zIndex: group.folded ? 2 : 0,
      ...sized(layout.sizes[group.id] ?? NODE),
      data: { group, onToggle },
    })),
    ...steps.map((step): StepNode => ({
      id: step.id,
      type: 'step',
      position: at(step.id),
      zIndex: 2,
      parentId: step.group === undefined ? undefined : boxes.get(step.group),
      ...sized(NODE),
      data: { step },
    })),
  ];
}

/** What the library would measure otherwise, for which it renders every node once. */
function sized({ width, height }: Size) {
  return { width, height, measured: { width, height }, handles: [] };
}

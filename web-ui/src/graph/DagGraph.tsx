import '@xyflow/react/dist/base.css';

import { Controls, ReactFlow, useReactFlow, useStore } from '@xyflow/react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { Loading } from '../ui/Loading';
import { Problems } from '../ui/Problems';
import styles from './DagGraph.module.css';
import { draw, foldedAtFirst, groupState, type Drawing } from './drawing';
import { computeLayout } from './elk';
import { GroupNodeView, type GroupNode } from './GroupNode';
import { NODE, structureKey, type EdgeLabels, type GraphStep, type Layout } from './layout';
import { RoutedEdgeView, type RoutedEdge } from './RoutedEdge';
import { StepNodeView, type StepNode } from './StepNode';

const nodeTypes = { step: StepNodeView, box: GroupNodeView };
const edgeTypes = { routed: RoutedEdgeView };
const FIT = { maxZoom: 1, minZoom: 0.35, padding: '20px' } as const;
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
  if (laidOut.isError) return <Problems error={laidOut.error} onRetry={() => void laidOut.refetch()} />;
  if (!laidOut.data) return <Loading />;
  return <View drawing={drawing} layout={laidOut.data.layout} count={steps.length} onToggle={toggle} />;
}

interface ViewProps {
  drawing: Drawing;
  layout: Layout;
  count: number;
  onToggle: (name: string) => void;
}

function View({ drawing, layout, count, onToggle }: ViewProps) {
  const nodes = useMemo(() => toNodes(drawing, layout, onToggle), [drawing, layout, onToggle]);
  const edges = useMemo(() => toEdges(drawing, layout), [drawing, layout]);
  const height = Math.min(460, Math.max(150, layout.height + 48));
  return (
    <div className={styles.graph} style={{ height }}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        fitView
        fitViewOptions={FIT}
        minZoom={0.1}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={nodes.length > 150}
        preventScrolling={false}
        zoomOnScroll={false}
        panOnScroll={false}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        aria-label={`Graph of ${count} steps`}
      >
        <Controls showInteractive={false} position="bottom-right" />
        <Fit layout={layout} />
      </ReactFlow>
    </div>
  );
}

/** Brings the whole drawing into view whenever it, or the room for it, has changed. */
function Fit({ layout }: { layout: Layout }) {
  const { fitView } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  useEffect(() => void fitView(FIT), [fitView, layout, width, height]);
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
      ...(layout.sizes[group.id] ?? NODE),
      data: { group, onToggle },
    })),
    ...steps.map((step): StepNode => ({
      id: step.id,
      type: 'step',
      position: at(step.id),
      parentId: step.group === undefined ? undefined : boxes.get(step.group),
      ...NODE,
      data: { step },
    })),
  ];
}

function toEdges({ edges, steps, groups }: Drawing, layout: Layout): RoutedEdge[] {
  const states = new Map([
    ...steps.map((s) => [s.id, s.state] as const),
    ...groups.map((g) => [g.id, groupState(g.steps)] as const),
  ]);
  return edges.map(({ id, from, to, label }) => {
    const at = layout.labels[id];
    return {
      id,
      type: 'routed',
      source: from,
      target: to,
      className: edgeClass(states.get(from), states.get(to)),
      data: {
        points: layout.edges[id] ?? [],
        label: label === undefined || at === undefined ? undefined : { text: label, at },
      },
    };
  });
}

/** Paths that are not taken are dimmed; those that lead to a running step move. */
function edgeClass(from: string | undefined, to: string | undefined): string {
  if (from === 'skipped' || to === 'skipped') return styles.dimmed ?? '';
  if (to === 'running') return styles.moving ?? '';
  return styles.edge ?? '';
}

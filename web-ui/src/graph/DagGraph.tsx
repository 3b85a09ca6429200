import '@xyflow/react/dist/base.css';

import {
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  Handle,
  Position,
  ReactFlow,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import { IconArrowsSplit, IconCircleDot, IconNotebook, IconScript, IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';

import type { StepType } from '../api/types';
import { Loading } from '../ui/Loading';
import { Problems } from '../ui/Problems';
import { StateIcon } from '../ui/StateBadge';
import { lookOf } from '../ui/states';
import styles from './DagGraph.module.css';
import { computeLayout } from './elk';
import {
  edgeId,
  NODE,
  roundedPath,
  structureKey,
  type EdgeLabels,
  type GraphStep,
  type Layout,
  type Point,
} from './layout';

type StepNode = Node<{ step: GraphStep }, 'step'>;
type RoutedEdge = Edge<{ points: Point[]; label?: { text: string; at: Point } }, 'routed'>;

const TYPE_ICONS: Record<StepType, typeof IconNotebook> = {
  notebook: IconNotebook,
  script: IconScript,
  shell: IconTerminal2,
  branch: IconArrowsSplit,
  noop: IconCircleDot,
};

const nodeTypes = { step: StepNodeView };
const edgeTypes = { routed: RoutedEdgeView };

const NO_LABELS: EdgeLabels = {};

interface Props {
  steps: GraphStep[];
  labels?: EdgeLabels;
}

/** The steps as a layered graph, with their states when they have any. */
export function DagGraph({ steps, labels = NO_LABELS }: Props) {
  const layout = useQuery({
    queryKey: ['layout', structureKey(steps, labels)],
    queryFn: () => computeLayout(steps, labels),
    staleTime: Infinity,
    retry: false,
  });
  if (layout.isError) return <Problems error={layout.error} onRetry={() => void layout.refetch()} />;
  if (!layout.data) return <Loading />;
  return <Drawing steps={steps} labels={labels} layout={layout.data} />;
}

function Drawing({ steps, labels, layout }: { steps: GraphStep[]; labels: EdgeLabels; layout: Layout }) {
  const nodes = useMemo(() => toNodes(steps, layout), [steps, layout]);
  const edges = useMemo(() => toEdges(steps, labels, layout), [steps, labels, layout]);
  const height = Math.min(460, Math.max(150, layout.height + 48));
  return (
    <div className={styles.graph} style={{ height }}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        fitView
        fitViewOptions={{ maxZoom: 1, minZoom: 0.35, padding: '20px' }}
        minZoom={0.1}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={steps.length > 150}
        preventScrolling={false}
        zoomOnScroll={false}
        panOnScroll={false}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        aria-label={`Graph of ${steps.length} steps`}
      >
        <Controls showInteractive={false} position="bottom-right" />
      </ReactFlow>
    </div>
  );
}

function toNodes(steps: GraphStep[], layout: Layout): StepNode[] {
  return steps.map((step) => ({
    id: step.id,
    type: 'step',
    position: layout.nodes[step.id] ?? { x: 0, y: 0 },
    width: NODE.width,
    height: NODE.height,
    data: { step },
  }));
}

function toEdges(steps: GraphStep[], labels: EdgeLabels, layout: Layout): RoutedEdge[] {
  const states = new Map(steps.map((s) => [s.id, s.state]));
  return steps.flatMap((step) =>
    step.dependsOn
      .filter((from) => states.has(from))
      .map((from) => {
        const id = edgeId(from, step.id);
        return {
          id,
          type: 'routed' as const,
          source: from,
          target: step.id,
          className: edgeClass(states.get(from), step.state),
          data: { points: layout.edges[id] ?? [], label: labelOf(labels[id], layout.labels[id]) },
        };
      }),
  );
}

function labelOf(text: string | undefined, at: Point | undefined) {
  return text === undefined || at === undefined ? undefined : { text, at };
}

/** Paths that are not taken are dimmed; those that lead to a running step move. */
function edgeClass(from: string | undefined, to: string | undefined): string {
  if (from === 'skipped' || to === 'skipped') return styles.dimmed ?? '';
  if (to === 'running') return styles.moving ?? '';
  return styles.edge ?? '';
}

function StepNodeView({ data: { step } }: NodeProps<StepNode>) {
  const Icon = TYPE_ICONS[step.type];
  const word = step.state === undefined ? step.type : lookOf(step.state).word;
  const content = (
    <>
      <Icon size={17} stroke={1.7} aria-hidden className={styles.type} />
      <span className={styles.text}>
        <span className={styles.name}>{step.label}</span>
        <span className={styles.state}>
          {step.state !== undefined && <StateIcon state={step.state} size={12} />}
          {step.note ? `${word} · ${step.note}` : word}
        </span>
      </span>
    </>
  );
  return (
    <div
      className={styles.node}
      data-tone={step.state === undefined ? undefined : lookOf(step.state).tone}
      data-state={step.state}
    >
      <Handle type="target" position={Position.Left} className={styles.handle} />
      {step.to === undefined ? (
        <div className={styles.content}>{content}</div>
      ) : (
        <Link to={step.to} className={`${styles.content ?? ''} nopan`} title={step.label}>
          {content}
        </Link>
      )}
      <Handle type="source" position={Position.Right} className={styles.handle} />
    </div>
  );
}

function RoutedEdgeView({ id, data, sourceX, sourceY, targetX, targetY }: EdgeProps<RoutedEdge>) {
  const routed = data?.points ?? [];
  const points =
    routed.length > 1
      ? routed
      : [
          { x: sourceX, y: sourceY },
          { x: targetX, y: targetY },
        ];
  const label = data?.label;
  return (
    <>
      <BaseEdge id={id} path={roundedPath(points)} />
      {label && (
        <EdgeLabelRenderer>
          <div
            className={styles.label}
            title={label.text}
            style={{ transform: `translate(${label.at.x}px, ${label.at.y}px)` }}
          >
            {label.text}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

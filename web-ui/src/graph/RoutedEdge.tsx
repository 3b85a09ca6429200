import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react';

import styles from './DagGraph.module.css';
import { roundedPath, type Point } from './layout';

export type RoutedEdge = Edge<{ points: Point[]; label?: { text: string; at: Point } }, 'routed'>;

/** An edge along the layout's points. */
export function RoutedEdgeView({ id, data, sourceX, sourceY, targetX, targetY }: EdgeProps<RoutedEdge>) {
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

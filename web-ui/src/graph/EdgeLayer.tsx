import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';

import styles from './DagGraph.module.css';
import type { Drawing } from './drawing';
import { edgePaths, placedCases, type EdgeLook } from './edges';
import type { Layout } from './layout';

const LOOKS: EdgeLook[] = ['faint', 'edge', 'dimmed', 'moving'];

interface Props {
  drawing: Drawing;
  layout: Layout;
  /** The steps that are looked at; without it, all. */
  inFocus: ReadonlySet<string> | undefined;
}

/** The edges along the layout's points, with the words on them. */
export const EdgeLayer = memo(function EdgeLayer({ drawing, layout, inFocus }: Props) {
  const paths = edgePaths(drawing, layout, inFocus);
  return (
    <ViewportPortal>
      <svg className={styles.edges} aria-hidden>
        {LOOKS.map(
          (look) => paths[look] !== '' && <path key={look} className={styles[look]} d={paths[look]} />,
        )}
      </svg>
      {placedCases(drawing, layout).map(({ id, words, condition, at, width }) => (
        <div
          key={id}
          className={styles.case}
          title={condition ?? words}
          style={{ width, transform: `translate(${at.x}px, ${at.y}px)` }}
        >
          <span>{words}</span>
        </div>
      ))}
    </ViewportPortal>
  );
});

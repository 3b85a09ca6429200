import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';

import styles from './DagGraph.module.css';
import type { Drawing } from './drawing';
import { edgePaths, placedLabels, type EdgeLook } from './edges';
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
      {placedLabels(drawing, layout).map(({ id, text, at }) => (
        <div
          key={id}
          className={styles.label}
          title={text}
          style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
        >
          {text}
        </div>
      ))}
    </ViewportPortal>
  );
});

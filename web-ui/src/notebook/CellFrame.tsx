import { useRef } from 'react';

import { Problems } from '../ui/Problems';
import styles from './Notebook.module.css';
import { useFrameAddress, useFrameHeight, useSeen } from './useFrame';

interface Props {
  attempt: string;
  cell: number;
  /** Changes with the cell's outputs. */
  version: string;
  types: string[];
}

/** The cell's outputs that this page must not render, in a sandbox on an origin of its own. */
export function CellFrame({ attempt, cell, version, types }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const seen = useSeen(box);
  const address = useFrameAddress(attempt, cell, version, seen);
  const height = useFrameHeight(frame);
  return (
    <div ref={box} className={styles.frameBox} style={{ minHeight: 40 }}>
      {address.isError && <Problems error={address.error} onRetry={() => void address.refetch()} />}
      {address.data !== undefined && (
        <iframe
          ref={frame}
          title={`Output of the cell: ${types.join(', ')}`}
          src={address.data}
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
          className={styles.frame}
          style={{ height }}
        />
      )}
    </div>
  );
}

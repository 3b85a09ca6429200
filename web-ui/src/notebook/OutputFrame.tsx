import { Button, useComputedColorScheme } from '@mantine/core';
import { useRef, useState } from 'react';

import { Problems } from '../ui/Problems';
import styles from './Notebook.module.css';
import { useFrameAddress, useFrameContent, useLoaded, type FramePlace } from './useOutputFrame';
import type { Viewer } from './viewers';

/** What is higher is shown as high as this, until it is opened whole. */
const FOLDED_HEIGHT = 640;

interface Props {
  place: FramePlace;
  /** What it is, for those who do not see it. */
  title: string;
  /** What draws it; undefined where the page itself is what is shown. */
  viewer?: Viewer;
  /** Shown as high as its content from the start. */
  open?: true;
}

/** An output that this page must not render, in a sandbox of an opaque origin. */
export function OutputFrame({ place, title, viewer, open }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useComputedColorScheme();
  const [whole, setWhole] = useState(open ?? false);
  const loaded = useLoaded(box);
  const address = useFrameAddress(place, loaded);
  const { height: content, error } = useFrameContent(frame, place, { theme, viewer });
  const height = whole ? content : Math.min(content, FOLDED_HEIGHT);
  return (
    <div ref={box} className={styles.frameBox} style={{ minHeight: height }}>
      {address.error !== undefined && <Problems error={address.error} onRetry={address.retry} />}
      {error !== undefined && <Problems error={error} />}
      {loaded && address.url !== undefined && (
        <iframe
          ref={frame}
          title={title}
          src={address.url}
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
          className={styles.frame}
          style={{ height, colorScheme: theme }}
        />
      )}
      {content > FOLDED_HEIGHT && open === undefined && (
        <Button size="compact-xs" variant="default" onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : 'Open whole'}
        </Button>
      )}
    </div>
  );
}

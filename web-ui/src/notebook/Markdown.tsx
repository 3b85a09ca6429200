import { useLayoutEffect, useRef } from 'react';

import { renderMarkdown } from './markdown';
import styles from './Markdown.module.css';

/** Sanitised markdown; see renderMarkdown for what passes. */
export function Markdown({ source }: { source: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.replaceChildren(renderMarkdown(source));
  }, [source]);
  return <div ref={box} className={styles.markdown} />;
}

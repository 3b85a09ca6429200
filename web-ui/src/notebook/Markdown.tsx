import { useLayoutEffect, useRef } from 'react';

import { renderLatex, renderMarkdown } from './markdown';
import styles from './Markdown.module.css';

interface Props {
  source: string;
  /** Text with formulas and no other markup. */
  latex?: boolean;
}

/** Sanitised markdown; see renderMarkdown for what passes. */
export function Markdown({ source, latex = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.replaceChildren(latex ? renderLatex(source) : renderMarkdown(source));
  }, [source, latex]);
  return <div ref={box} className={styles.markdown} />;
}

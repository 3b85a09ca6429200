// The fonts of formulas and their places.
import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef, type MouseEvent } from 'react';

import type { ImageSources } from './images';
import { renderLatex, renderMarkdown } from './markdown';
import styles from './Markdown.module.css';

interface Props {
  source: string;
  images?: ImageSources;
  /** Text with formulas and no other markup. */
  latex?: boolean;
}

/** Sanitised markdown; see renderMarkdown for what passes. */
export function Markdown({ source, images, latex = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.replaceChildren(latex ? renderLatex(source) : renderMarkdown(source, images));
  }, [source, images, latex]);
  return <div ref={box} className={styles.markdown} onClick={followFootnote} />;
}

/** A footnote and the way back, without a change of the page's address. */
function followFootnote(event: MouseEvent<HTMLElement>): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  const target = link === null ? null : document.getElementById(link.getAttribute('href')?.slice(1) ?? '');
  if (target === null || !event.currentTarget.contains(target)) return;
  event.preventDefault();
  target.scrollIntoView({ block: 'center' });
  target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
}

import { useLayoutEffect, useRef } from 'react';

import styles from './LogText.module.css';
import { TerminalText } from './TerminalText';
import { continueText } from './terminal';

/** A log that shows its end, and stays there while the reader is at the end. */
export function LogText({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [text]);
  const onScroll = () => {
    const element = box.current;
    if (element) atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
  };
  return (
    <div ref={box} className={styles.log} onScroll={onScroll} tabIndex={0} role="log" aria-label="Log">
      <TerminalText text={continueText('', text)} headLines={Infinity} />
    </div>
  );
}

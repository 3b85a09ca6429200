import { Button } from '@mantine/core';
import { memo, use, useState } from 'react';

import { parseAnsi } from './ansi';
import { FindContext } from './FindContext';
import { excerpt } from './terminal';
import { terminalCss } from './terminalColours';
import styles from './TerminalText.module.css';

interface Props {
  text: string;
  /** Standard error is marked, not coloured: much of it is progress bars. */
  stream?: 'stdout' | 'stderr' | 'error';
  headLines?: number;
  tailLines?: number;
}

/** What a terminal would show; long text with its middle folded away. */
export const TerminalText = memo(function TerminalText({
  text,
  stream = 'stdout',
  headLines = 60,
  tailLines = 40,
}: Props) {
  const [whole, setWhole] = useState(false);
  const wanted = use(FindContext).toLowerCase();
  const excerpted = whole ? null : excerpt(text, headLines, tailLines);
  // What is found in the part that is left out is shown with it.
  const cut = wanted !== '' && text.toLowerCase().includes(wanted) ? null : excerpted;
  return (
    <div className={styles.box} data-stream={stream}>
      {cut === null ? (
        <Segments text={text} />
      ) : (
        <>
          <Segments text={cut.head} />
          <div className={styles.cut}>
            <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
              Show {cut.omitted.toLocaleString('en')} more lines
            </Button>
          </div>
          <Segments text={cut.tail} />
        </>
      )}
    </div>
  );
});

/** Text with its colours. */
export function Segments({ text }: { text: string }) {
  return (
    <pre className={styles.text}>
      {parseAnsi(text.replace(/\r$/, '')).map((segment, i) =>
        Object.values(segment.style).some((v) => v !== undefined) ? (
          <span key={i} style={terminalCss(segment.style)}>
            {segment.text}
          </span>
        ) : (
          segment.text
        ),
      )}
    </pre>
  );
}

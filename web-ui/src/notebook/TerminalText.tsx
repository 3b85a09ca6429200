import { Button } from '@mantine/core';
import { memo, useState, type CSSProperties } from 'react';

import { parseAnsi, type Style } from './ansi';
import { excerpt } from './terminal';
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
  const cut = whole ? null : excerpt(text, headLines, tailLines);
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

function Segments({ text }: { text: string }) {
  return (
    <pre className={styles.text}>
      {parseAnsi(text.replace(/\r$/, '')).map((segment, i) =>
        Object.values(segment.style).some((v) => v !== undefined) ? (
          <span key={i} style={css(segment.style)}>
            {segment.text}
          </span>
        ) : (
          segment.text
        ),
      )}
    </pre>
  );
}

function css(style: Style): CSSProperties {
  const fg = textColour(style.inverse ? (style.bg ?? 'var(--surface)') : style.fg);
  const bg = colour(style.inverse ? (style.fg ?? 'var(--text)') : style.bg);
  return {
    color: fg,
    backgroundColor: bg,
    fontWeight: style.bold ? 650 : undefined,
    opacity: style.dim ? 0.8 : undefined,
    fontStyle: style.italic ? 'italic' : undefined,
    textDecoration: style.underline ? 'underline' : style.strike ? 'line-through' : undefined,
  };
}

/** Colours that are not the theme's are moved towards the text's, to be read on light and dark alike. */
function textColour(value: number | string | undefined): string | undefined {
  return typeof value === 'string' && value.startsWith('rgb(')
    ? `color-mix(in oklab, ${value} 70%, var(--text))`
    : colour(value);
}

function colour(value: number | string | undefined): string | undefined {
  return typeof value === 'number' ? `var(--ansi-${value})` : value;
}

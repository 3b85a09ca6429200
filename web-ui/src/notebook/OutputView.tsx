import type { ReactNode } from 'react';

import type { DataOutput, Output } from '../api/types';
import { Markdown } from './Markdown';
import { rasterAddress } from './images';
import styles from './Notebook.module.css';
import { OutputFrame } from './OutputFrame';
import { shownForm, type OutputPlace } from './outputs';
import { TerminalText } from './TerminalText';

interface Props {
  attempt: string;
  /** The cell's index from 0. */
  cell: number;
  place: OutputPlace;
}

/** What stands in one place of a cell. */
export function OutputsView({ attempt, cell, place }: Props) {
  const { first, last, outputs, viewer } = place;
  const richOf = (output: Output) => ('rich' in output ? (output.rich ?? '') : '');
  const frame = (types: string[]) => {
    const rich = outputs.map(richOf).join();
    const range = first === last ? String(first) : `${first}-${last}`;
    return (
      <OutputFrame key={rich} place={{ attempt, cell, outputs: range, rich }} types={types} viewer={viewer} />
    );
  };
  if (viewer !== undefined) return frame([`${viewer} chart`]);
  const [output] = outputs;
  switch (output?.type) {
    case 'stream':
      return <TerminalText text={output.text} stream={output.name} />;
    case 'error':
      return (
        <TerminalText
          text={output.traceback.join('\n') || `${output.ename}: ${output.evalue}`}
          stream="error"
          headLines={30}
          tailLines={60}
        />
      );
    case 'display':
    case 'result':
      return <DataView output={output} frame={frame} />;
    case undefined:
      return null;
  }
}

function DataView({ output, frame }: { output: DataOutput; frame: (types: string[]) => ReactNode }) {
  const shown = shownForm(output);
  if (shown === undefined) return null;
  if (shown.in === 'frame') return frame(shown.types);
  const value = output.data[shown.type] ?? '';
  if (shown.type.startsWith('image/')) {
    const address = rasterAddress(shown.type, value);
    return address === undefined ? null : (
      <img
        src={address}
        alt={output.data['text/plain'] ?? 'Image output'}
        className={styles.image}
        {...output.imageSize}
      />
    );
  }
  return shown.type === 'text/plain' ? (
    <TerminalText text={value} />
  ) : (
    <Markdown source={value} latex={shown.type === 'text/latex'} />
  );
}

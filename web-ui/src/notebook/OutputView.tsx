import type { DataOutput, Output } from '../api/types';
import { Markdown } from './Markdown';
import { rasterAddress } from './images';
import styles from './Notebook.module.css';
import { OutputFrame } from './OutputFrame';
import { shownForm } from './outputs';
import { TerminalText } from './TerminalText';

/** Where an output is; both numbers are indexes from 0. */
interface Place {
  attempt: string;
  cell: number;
  output: number;
}

/** One output of a cell. */
export function OutputView({ output, place }: { output: Output; place: Place }) {
  switch (output.type) {
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
      return <DataView output={output} place={place} />;
  }
}

function DataView({ output, place }: { output: DataOutput; place: Place }) {
  const shown = shownForm(output);
  if (shown === undefined) return null;
  if (shown.in === 'frame') {
    const rich = output.rich ?? '';
    return <OutputFrame key={rich} place={{ ...place, rich }} types={shown.types} />;
  }
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

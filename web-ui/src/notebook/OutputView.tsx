import type { DataOutput, Output } from '../api/types';
import { Markdown } from './Markdown';
import styles from './Notebook.module.css';
import { imageAddress, preferredType } from './outputs';
import { TerminalText } from './TerminalText';

/** One output of a cell. What only a frame may show is left to the cell's frame. */
export function OutputView({ output }: { output: Output }) {
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
      return <DataView output={output} />;
  }
}

function DataView({ output }: { output: DataOutput }) {
  const type = preferredType(output);
  const value = type === undefined ? undefined : output.data[type];
  if (type === undefined || value === undefined) return null;
  if (type.startsWith('image/')) {
    const address = imageAddress(type, value);
    return address === undefined ? null : (
      <img src={address} alt={output.data['text/plain'] ?? 'Image output'} className={styles.image} />
    );
  }
  if (type === 'text/markdown' || type === 'text/latex')
    return <Markdown source={value} latex={type === 'text/latex'} />;
  return <TerminalText text={value} />;
}

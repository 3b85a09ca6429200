import type { ReactNode } from 'react';

import type { DataOutput, Output } from '../api/types';
import { CopyButton } from '../ui/CopyButton';
import { Download } from '../ui/Download';
import { textOf } from './find';
import { rasterAddress } from './images';
import { Markdown } from './Markdown';
import styles from './Notebook.module.css';
import { OutputFrame } from './OutputFrame';
import { outputsWithin } from './useOutputFrame';
import { shownForm, type OutputPlace } from './outputs';
import { readTables } from './readTables';
import { TerminalText } from './TerminalText';

interface Props {
  attempt: string;
  /** The cell's index from 0. */
  cell: number;
  place: OutputPlace;
}

/** What stands in one place of a cell, with what can be done with it. */
export function OutputsView(props: Props) {
  const { cell, place } = props;
  const shown = show(props);
  if (shown === null) return null;
  const [output] = place.outputs;
  const text = output === undefined ? '' : textOf(output);
  return (
    <div className={styles.output} data-find={`${cell}-${place.first}`} data-wide={shown.wide ?? undefined}>
      {shown.view}
      <div className={styles.actions}>
        {shown.actions}
        {text !== '' && <CopyButton label="Copy this output" text={() => text} />}
      </div>
    </div>
  );
}

interface View {
  view: ReactNode;
  actions?: ReactNode;
  /** It may be wider than text should be. */
  wide?: true;
}

function show(props: Props): View | null {
  const { viewer, outputs } = props.place;
  if (viewer !== undefined) return { wide: true, view: frame(props, [`${viewer} chart`]) };
  const [output] = outputs;
  switch (output?.type) {
    case 'stream':
      return { view: <TerminalText text={output.text} stream={output.name} /> };
    case 'error':
      return {
        view: (
          <TerminalText
            text={output.traceback.join('\n') || `${output.ename}: ${output.evalue}`}
            stream="error"
            headLines={30}
            tailLines={60}
          />
        ),
      };
    case 'display':
    case 'result':
      return showData(output, props);
    case undefined:
      return null;
  }
}

function frame({ attempt, cell, place }: Props, types: string[]): ReactNode {
  const { first, last, outputs, viewer } = place;
  const richOf = (output: Output) => ('rich' in output ? (output.rich ?? '') : '');
  const rich = outputs.map(richOf).join();
  return (
    <OutputFrame
      key={rich}
      place={{ attempt, within: outputsWithin(cell, first, last), rich }}
      title={`Output: ${types.join(', ')}`}
      viewer={viewer}
    />
  );
}

function showData(output: DataOutput, props: Props): View | null {
  const { attempt, cell, place } = props;
  const shown = shownForm(output);
  if (shown === undefined) return null;
  if (shown.in === 'frame') {
    return {
      wide: true,
      view: frame(props, shown.types),
      actions: shown.types.includes('text/html') && (
        <CopyButton
          label="Copy the tables of this output as CSV"
          icon="table"
          text={() => readTables({ attempt, cell, output: place.first })}
        />
      ),
    };
  }
  const value = output.data[shown.type] ?? '';
  if (shown.type.startsWith('image/')) return showImage(output, shown.type, props);
  return {
    view:
      shown.type === 'text/plain' ? (
        <TerminalText text={value} />
      ) : (
        <Markdown source={value} latex={shown.type === 'text/latex'} />
      ),
  };
}

function showImage(output: DataOutput, type: string, { cell, place }: Props): View | null {
  const address = rasterAddress(type, output.data[type] ?? '');
  if (address === undefined) return null;
  const name = `cell-${cell + 1}-output-${place.first + 1}.${type.slice('image/'.length)}`;
  return {
    wide: true,
    view: (
      <img
        src={address}
        alt={output.data['text/plain'] ?? 'Image output'}
        className={styles.image}
        {...output.imageSize}
      />
    ),
    actions: <Download to={address} name={name} label="Download this picture" />,
  };
}

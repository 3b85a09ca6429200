import type { LiveNotebook, Output } from '../api/types';
import { rasterAddress } from './images';

const TYPES = ['image/png', 'image/jpeg', 'image/gif'];

export interface Plot {
  /** A data: address of a raster image. */
  address: string;
  /** The number of its cell among the cells with code. */
  cell: number;
}

/** The last picture that a notebook shows; pictures that could run something, SVG above all, do not count. */
export function lastPlot({ cells }: Pick<LiveNotebook, 'cells'>): Plot | undefined {
  const code = cells.filter((cell) => cell.type === 'code');
  for (let i = code.length - 1; i >= 0; i--) {
    for (const output of (code[i]?.outputs ?? []).toReversed()) {
      const address = addressOf(output);
      if (address !== undefined) return { address, cell: i + 1 };
    }
  }
  return undefined;
}

function addressOf(output: Output): string | undefined {
  if (output.type !== 'display' && output.type !== 'result') return undefined;
  for (const type of TYPES) {
    const address = rasterAddress(type, output.data[type] ?? '');
    if (address !== undefined) return address;
  }
  return undefined;
}

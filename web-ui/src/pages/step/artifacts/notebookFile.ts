import { isObject, type Json } from '../../../api/json';
import type { Cell, JsonObject, LiveNotebook, Output } from '../../../api/types';

/** The types that the application's own page shows. */
const SHOWN = new Set(['text/plain', 'text/markdown', 'text/latex', 'image/png', 'image/jpeg', 'image/gif']);

/** A notebook file, as far as the page shows it by itself. */
export interface NotebookFile {
  notebook: LiveNotebook;
  /** Forms of outputs that need a frame and are left out: their text or picture stands for them. */
  leftOut: number;
}

/** Reads a file of nbformat 4; undefined if it is none. Nothing of it is trusted to have the form that it should. */
export function readNotebook(attempt: string, file: Json): NotebookFile | undefined {
  if (!isObject(file) || !Array.isArray(file.cells)) return undefined;
  let leftOut = 0;
  const outputOf = (output: Json): Output | undefined => {
    if (!isObject(output)) return undefined;
    switch (output.output_type) {
      case 'stream':
        return {
          type: 'stream',
          name: output.name === 'stderr' ? 'stderr' : 'stdout',
          text: textOf(output.text),
        };
      case 'error':
        return {
          type: 'error',
          ename: textOf(output.ename),
          evalue: textOf(output.evalue),
          traceback: Array.isArray(output.traceback) ? output.traceback.map(textOf) : [],
        };
      case 'display_data':
      case 'execute_result': {
        const all = isObject(output.data) ? Object.entries(output.data) : [];
        const shown = all.filter(([type]) => SHOWN.has(type));
        leftOut += all.length - shown.length;
        const data = Object.fromEntries(shown.map(([type, value]) => [type, textOf(value)]));
        return { type: 'display', data, otherTypes: [] };
      }
      default:
        return undefined;
    }
  };
  const cells = file.cells.filter(isObject).map((cell, index): Cell => {
    const outputs = Array.isArray(cell.outputs) ? cell.outputs : [];
    return {
      index,
      id: String(index),
      type: cell.cell_type === 'code' || cell.cell_type === 'markdown' ? cell.cell_type : 'raw',
      source: textOf(cell.source),
      tags: [],
      executionCount: typeof cell.execution_count === 'number' ? cell.execution_count : undefined,
      state: stateOf(cell.execution_count, outputs),
      outputs: outputs.flatMap((output) => outputOf(output) ?? []),
    };
  });
  return { notebook: { attempt, lastSeq: 0, state: 'succeeded', cells, kernel: kernelOf(file) }, leftOut };
}

/** The file holds no state: a cell that was counted ran, and failed if its outputs say so. */
function stateOf(count: Json | undefined, outputs: Json[]): Cell['state'] {
  if (outputs.some((output) => isObject(output) && output.output_type === 'error')) return 'failed';
  return typeof count === 'number' ? 'succeeded' : 'not_run';
}

function kernelOf(file: JsonObject): string | undefined {
  const metadata = file.metadata;
  const kernel = isObject(metadata) ? metadata.kernelspec : undefined;
  return isObject(kernel) && typeof kernel.name === 'string' ? kernel.name : undefined;
}

function textOf(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map((line) => (typeof line === 'string' ? line : '')).join('');
  return typeof value === 'string' ? value : '';
}

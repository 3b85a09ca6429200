import type { Attempt, Cell, LiveNotebook, Output } from '../src/api/types.ts';
import type { ScriptedCell } from './notebooks.ts';
import { now, type Store } from './store.ts';

interface Kernel {
  store: Store;
  wait: (millis: number) => Promise<void>;
  isCancelled: () => boolean;
}

/** Plays a scripted notebook as a kernel would execute it; answers the failure's message when it fails. */
export async function playNotebook(
  kernel: Kernel,
  attempt: Attempt,
  script: ScriptedCell[],
): Promise<string | undefined> {
  const { store } = kernel;
  const notebook = prepare(attempt, script);
  const cells = script.filter((c) => c.type === undefined).length;
  store.notebooks.set(attempt.id, notebook);
  attempt.progress = { cell: 0, cells };
  store.emitAttempt(attempt, 'kernel_started', { kernel: 'python3' });
  let count = 0;
  for (const [index, scripted] of script.entries()) {
    const cell = notebook.cells[index];
    if (cell === undefined || kernel.isCancelled()) break;
    if (cell.type !== 'code') {
      cell.state = 'skipped';
      store.emitAttempt(attempt, 'cell_finished', { cell: index, state: 'skipped' });
      continue;
    }
    cell.state = 'running';
    cell.startedAt = now();
    attempt.progress = { cell: count + 1, cells };
    store.emitAttempt(attempt, 'cell_started', { cell: index, cell_id: cell.id });
    await printOutputs(kernel, attempt, cell, scripted);
    cell.executionCount = ++count;
    cell.state = scripted.fails ? 'failed' : 'succeeded';
    cell.endedAt = now();
    store.emitAttempt(attempt, 'cell_finished', { cell: index, state: cell.state, execution_count: count });
    if (scripted.fails) {
      const message = `cell ${count} raised ValueError: operands could not be broadcast together`;
      Object.assign(attempt, { failedCell: count, cause: 'user', message });
      notebook.state = 'failed';
      store.emitAttempt(attempt, 'notebook_finished', {});
      return message;
    }
  }
  notebook.state = 'succeeded';
  store.emitAttempt(attempt, 'notebook_finished', {});
  return undefined;
}

function prepare(attempt: Attempt, script: ScriptedCell[]): LiveNotebook {
  return {
    attempt: attempt.id,
    lastSeq: attempt.lastEventSeq,
    state: 'running',
    kernel: 'python3',
    cells: script.map((s, index) => ({
      index,
      id: s.id ?? `c${index}`,
      type: s.type ?? 'code',
      source: s.source,
      tags: s.tags ?? [],
      state: 'not_run',
      outputs: [],
    })),
  };
}

async function printOutputs(
  { store, wait }: Kernel,
  attempt: Attempt,
  cell: Cell,
  scripted: ScriptedCell,
): Promise<void> {
  const outputs = scripted.outputs ?? [];
  const pause = (scripted.millis ?? 100) / (outputs.length + 1);
  for (const output of outputs) {
    await wait(pause);
    addOutput(cell, output);
    if (output.type === 'stream') {
      store.emitAttempt(attempt, 'stream', { cell: cell.index, stream: output.name, text: output.text });
    } else {
      store.emitAttempt(attempt, 'output', {
        cell: cell.index,
        output: output,
      });
    }
  }
  await wait(pause);
}

function addOutput(cell: Cell, output: Output): void {
  const last = cell.outputs.at(-1);
  if (output.type === 'stream' && last?.type === 'stream' && last.name === output.name) {
    last.text = output.text.startsWith('\r') ? output.text.slice(1) : last.text + output.text;
  } else cell.outputs.push({ ...output });
}

import { isObject } from '../api/json';
import type { AttemptEvent, Cell, DataOutput, Json, LiveNotebook, Output, StreamOutput } from '../api/types';
import { continueText } from '../notebook/terminal';

/** What an event makes of the notebook: the notebook after it, or word that it must be read again. */
export type Outcome = { notebook: LiveNotebook; reread?: boolean };

/**
 * Applies one event of an attempt to its notebook. Events that were applied already are ignored, so a stream may start
 * anywhere before the notebook's position. Unknown kinds change nothing but the position.
 */
export function applyNotebookEvent(notebook: LiveNotebook, event: AttemptEvent): Outcome {
  if (event.seq <= notebook.lastSeq) return { notebook };
  const next = { ...notebook, lastSeq: event.seq };
  const data = event.data;
  const cell = typeof data.cell === 'number' ? data.cell : -1;
  switch (event.kind) {
    case 'kernel_started':
      // The prepared notebook may have one more cell (the injected parameters) than what was read before.
      return {
        notebook: { ...next, state: 'running', kernel: text(data.kernel) ?? next.kernel },
        reread: true,
      };
    case 'cell_started':
      return onCell(next, cell, (c) => ({
        ...c,
        state: 'running',
        startedAt: event.at,
        endedAt: undefined,
        outputs: [],
      }));
    case 'stream':
      return onCell(next, cell, (c) => ({
        ...c,
        outputs: addText(c.outputs, data.stream === 'stderr' ? 'stderr' : 'stdout', text(data.text) ?? ''),
      }));
    case 'output': {
      const output = asOutput(data.output, text(data.display_id));
      if (output === undefined) return { notebook: next, reread: true };
      return onCell(next, cell, (c) => ({
        ...c,
        outputs:
          output.type === 'stream' ? addText(c.outputs, output.name, output.text) : [...c.outputs, output],
      }));
    }
    case 'display_updated':
      return updateDisplay(next, event);
    case 'outputs_cleared':
      return onCell(next, cell, (c) => ({ ...c, outputs: [] }));
    case 'output_cut':
      // Where the cut is shown is the document's business.
      return { notebook: next, reread: true };
    case 'cell_finished':
      return onCell(next, cell, (c) => ({
        ...c,
        state: (text(data.state) ?? 'succeeded') as Cell['state'],
        executionCount: typeof data.execution_count === 'number' ? data.execution_count : c.executionCount,
        endedAt: c.startedAt === undefined ? undefined : event.at,
      }));
    case 'notebook_finished':
      return { notebook: next, reread: true };
    default:
      return { notebook: next };
  }
}

function onCell(notebook: LiveNotebook, index: number, change: (cell: Cell) => Cell): Outcome {
  const at = notebook.cells.findIndex((c) => c.index === index);
  const cell = notebook.cells[at];
  if (cell === undefined) return { notebook, reread: true };
  return { notebook: { ...notebook, cells: notebook.cells.with(at, change(cell)) } };
}

function addText(outputs: Output[], name: StreamOutput['name'], more: string): Output[] {
  const last = outputs.at(-1);
  if (last?.type === 'stream' && last.name === name) {
    return [...outputs.slice(0, -1), { ...last, text: continueText(last.text, more) }];
  }
  return [...outputs, { type: 'stream', name, text: continueText('', more) }];
}

/** What was read before the event does not say its display ids: then the notebook is read again. */
function updateDisplay(notebook: LiveNotebook, event: AttemptEvent): Outcome {
  const displayId = text(event.data.display_id);
  const data = event.data.data;
  if (displayId === undefined || data === null || typeof data !== 'object' || Array.isArray(data)) {
    return { notebook, reread: true };
  }
  const shown = {
    data: texts(data),
    otherTypes: strings(event.data.otherTypes),
    rich: text(event.data.rich),
    viewer: text(event.data.viewer) as DataOutput['viewer'],
    imageSize: imageSize(event.data.imageSize),
  };
  const isShown = (o: Output): o is DataOutput => isData(o) && o.displayId === displayId;
  if (!notebook.cells.some((c) => c.outputs.some(isShown))) return { notebook, reread: true };
  const cells = notebook.cells.map((cell) =>
    cell.outputs.some(isShown)
      ? { ...cell, outputs: cell.outputs.map((o) => (isShown(o) ? { ...o, ...shown } : o)) }
      : cell,
  );
  return { notebook: { ...notebook, cells } };
}

function isData(output: Output): output is DataOutput {
  return output.type === 'display' || output.type === 'result';
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Takes only what it knows: an output of another form makes the notebook be read again. */
function asOutput(value: Json | undefined, displayId: string | undefined): Output | undefined {
  if (!isObject(value)) return undefined;
  switch (value.type) {
    case 'stream':
      return {
        type: 'stream',
        name: value.name === 'stderr' ? 'stderr' : 'stdout',
        text: text(value.text) ?? '',
      };
    case 'error':
      return {
        type: 'error',
        ename: text(value.ename) ?? '',
        evalue: text(value.evalue) ?? '',
        traceback: strings(value.traceback),
      };
    case 'display':
    case 'result':
      return {
        type: value.type,
        data: texts(value.data),
        otherTypes: strings(value.otherTypes),
        rich: text(value.rich),
        viewer: text(value.viewer) as DataOutput['viewer'],
        imageSize: imageSize(value.imageSize),
        displayId: text(value.displayId) ?? displayId,
      };
    default:
      return undefined;
  }
}

/** The text values of an object, by name. */
function texts(value: Json | undefined): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function imageSize(value: Json | undefined): DataOutput['imageSize'] {
  if (!isObject(value)) return undefined;
  const { width, height } = value;
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined;
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];
}

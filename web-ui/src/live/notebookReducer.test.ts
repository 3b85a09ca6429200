import { describe, expect, it } from 'vitest';

import type { AttemptEvent, Cell, JsonObject, LiveNotebook } from '../api/types';
import { applyNotebookEvent } from './notebookReducer';
import { Replay } from './replay';

const cell = (index: number, more: Partial<Cell> = {}): Cell => ({
  index,
  id: `c${index}`,
  type: 'code',
  source: '',
  tags: [],
  state: 'not_run',
  outputs: [],
  ...more,
});

const notebook = (...cells: Cell[]): LiveNotebook => ({ attempt: 'a', lastSeq: 0, state: 'running', cells });

let seq = 0;
const event = (kind: string, data: JsonObject, number = ++seq): AttemptEvent => ({
  seq: number,
  at: `2026-11-21T06:00:${String(number % 60).padStart(2, '0')}Z`,
  kind,
  data,
});

function fold(start: LiveNotebook, ...events: [string, JsonObject][]): LiveNotebook {
  return events.reduce(
    (read, [kind, data], i) => applyNotebookEvent(read, event(kind, data, start.lastSeq + i + 1)).notebook,
    start,
  );
}

const display = (data: JsonObject, otherTypes: string[] = []): JsonObject => ({
  type: 'display',
  data,
  otherTypes,
});

describe('a notebook that executes', () => {
  it('runs a cell from its start to its end', () => {
    const after = fold(
      notebook(cell(0), cell(1)),
      ['cell_started', { cell: 1, cell_id: 'c1' }],
      ['stream', { cell: 1, stream: 'stdout', text: 'a' }],
      ['stream', { cell: 1, stream: 'stdout', text: 'b\n' }],
      ['stream', { cell: 1, stream: 'stderr', text: 'c' }],
      ['cell_finished', { cell: 1, state: 'succeeded', execution_count: 4 }],
    );
    expect(after.cells[0]).toEqual(cell(0));
    expect(after.cells[1]).toMatchObject({
      state: 'succeeded',
      executionCount: 4,
      startedAt: '2026-11-21T06:00:01Z',
      endedAt: '2026-11-21T06:00:05Z',
      outputs: [
        { type: 'stream', name: 'stdout', text: 'ab\n' },
        { type: 'stream', name: 'stderr', text: 'c' },
      ],
    });
  });

  it('redraws a progress bar in its line', () => {
    const after = fold(
      notebook(cell(0)),
      ['stream', { cell: 0, stream: 'stderr', text: '10%' }],
      ['stream', { cell: 0, stream: 'stderr', text: '\r20%' }],
    );
    expect(after.cells[0]?.outputs).toEqual([{ type: 'stream', name: 'stderr', text: '20%' }]);
  });

  it('keeps outputs in the order in which they came', () => {
    const after = fold(
      notebook(cell(0)),
      ['stream', { cell: 0, stream: 'stdout', text: 'before' }],
      ['output', { cell: 0, output: display({ 'text/plain': 'x' }, ['text/html']) }],
      ['stream', { cell: 0, stream: 'stdout', text: 'after' }],
    );
    expect(after.cells[0]?.outputs.map((o) => o.type)).toEqual(['stream', 'display', 'stream']);
  });

  it('gives a frame a new name when what it shows changes', () => {
    const after = fold(
      notebook(cell(0)),
      ['output', { cell: 0, output: { ...display({}, ['text/html']), rich: 'a1' }, display_id: 'd' }],
      [
        'display_updated',
        { display_id: 'd', data: {}, otherTypes: ['text/html'], rich: 'b2', imageSize: null },
      ],
    );
    expect(after.cells[0]?.outputs).toMatchObject([{ rich: 'b2', imageSize: undefined }]);
  });

  it('replaces what a display id names, in whatever cell', () => {
    const after = fold(
      notebook(cell(0), cell(1)),
      ['output', { cell: 0, output: display({ 'text/plain': 'old' }), display_id: 'd' }],
      ['display_updated', { display_id: 'd', data: { 'text/plain': 'new' }, otherTypes: [] }],
    );
    expect(after.cells[0]?.outputs).toMatchObject([{ data: { 'text/plain': 'new' } }]);
  });

  it('is read again when an update names a display that it did not see', () => {
    const update = event('display_updated', { display_id: 'gone', data: {}, otherTypes: [] }, 1);
    expect(applyNotebookEvent(notebook(cell(0)), update).reread).toBe(true);
  });

  it('clears a cell’s outputs', () => {
    const after = fold(
      notebook(cell(0)),
      ['stream', { cell: 0, stream: 'stdout', text: 'a' }],
      ['outputs_cleared', { cell: 0 }],
    );
    expect(after.cells[0]?.outputs).toEqual([]);
  });

  it('ignores events that it contains, and gives the same object', () => {
    const before = { ...notebook(cell(0)), lastSeq: 5 };
    expect(applyNotebookEvent(before, event('cell_started', { cell: 0 }, 5)).notebook).toBe(before);
  });

  it('is read again when an event names a cell that it has not', () => {
    expect(applyNotebookEvent(notebook(), event('cell_started', { cell: 3 }, 1)).reread).toBe(true);
  });

  it('never takes an output of a form that it does not know', () => {
    const { notebook: after, reread } = applyNotebookEvent(
      notebook(cell(0)),
      event('output', { cell: 0, output: { type: 'html', data: '<b>' } }, 1),
    );
    expect(after.cells[0]?.outputs).toEqual([]);
    expect(reread).toBe(true);
  });
});

describe('a reading that is older than the events that came meanwhile', () => {
  it('gets them again', () => {
    const replay = new Replay();
    replay.add(event('cell_started', { cell: 0 }, 1));
    replay.add(event('stream', { cell: 0, stream: 'stdout', text: 'a' }, 2));
    replay.add(event('stream', { cell: 0, stream: 'stdout', text: 'b' }, 3));
    const read = {
      ...notebook(cell(0, { state: 'running', outputs: [{ type: 'stream', name: 'stdout', text: 'a' }] })),
      lastSeq: 2,
    };
    const after = replay.onto(read);
    expect(after.lastSeq).toBe(3);
    expect(after.cells[0]?.outputs).toEqual([{ type: 'stream', name: 'stdout', text: 'ab' }]);
  });
});

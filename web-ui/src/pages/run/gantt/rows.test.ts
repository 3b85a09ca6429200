import { describe, expect, it } from 'vitest';

import type { AttemptBrief, Gantt, Run, StepRun } from '../../../api/types';
import { criticalPath } from './criticalPath';
import { hitOf } from './hit';
import { extent, rowsOf, sorted } from './rows';

const T0 = Date.parse('2026-03-01T03:00:00Z');
const at = (seconds: number) => new Date(T0 + seconds * 1000).toISOString();

const RUN = { id: 'r', startedAt: at(0), createdAt: at(0), state: 'running' } as Run;

function attempt(number: number, more: Partial<AttemptBrief>): AttemptBrief {
  return { id: `a${number}`, number, state: 'succeeded', createdAt: at(0), ...more };
}

function step(id: string, dependsOn: string[], attempts: AttemptBrief[], endedAt?: number): StepRun {
  return {
    step: id,
    mapPath: [],
    dependsOn,
    attempts,
    state: 'succeeded',
    endedAt: endedAt === undefined ? undefined : at(endedAt),
  } as unknown as StepRun;
}

const NONE: Gantt = { attempts: [], complete: true };

describe('rowsOf', () => {
  it('splits an attempt into waiting, queue, phases and cells', () => {
    const a = attempt(1, { queuedAt: at(2), createdAt: at(3), startedAt: at(4), endedAt: at(20) });
    const gantt: Gantt = {
      complete: true,
      attempts: [
        {
          attempt: 'a1',
          phases: [
            { phase: 'files', offset: 0, length: 1000 },
            { phase: 'kernel', offset: 1000, length: 1000 },
            { phase: 'cells', offset: 2000, length: 13_000 },
          ],
          cells: [{ cell: 1, id: 'x', offset: 2100, length: 12_000, state: 'succeeded' }],
        },
      ],
    };
    const [row] = rowsOf(RUN, [step('one', [], [a], 20)], gantt, T0);
    expect(row?.waiting).toEqual({ kind: 'dependencies', from: T0, to: T0 + 2000 });
    expect(row?.bars[0]?.parts.map((p) => [p.kind, (p.from - T0) / 1000, (p.to - T0) / 1000])).toEqual([
      ['queued', 2, 4],
      ['files', 4, 5],
      ['kernel', 5, 6],
      ['running', 6, 19],
      ['publishing', 19, 20],
    ]);
    expect(row?.bars[0]?.cells).toEqual([{ cell: 1, state: 'succeeded', from: T0 + 6100, to: T0 + 18_100 }]);
  });

  it('counts the wait for a limit of the Dag as queue, from the last end before the step', () => {
    const a = attempt(1, { queuedAt: at(30), createdAt: at(31), startedAt: at(31), endedAt: at(40) });
    const steps = [step('one', [], [], 10), step('two', [], [], 12), step('three', ['one', 'two'], [a], 40)];
    const row = rowsOf(RUN, steps, NONE, T0)[2];
    expect(row?.waiting?.to).toBe(T0 + 12_000);
    expect(row?.bars[0]?.parts[0]).toEqual({ kind: 'queued', from: T0 + 12_000, to: T0 + 31_000 });
  });

  it('shows a retry on the same row, with the wait before it', () => {
    const failed = attempt(1, { startedAt: at(1), endedAt: at(5), state: 'failed' });
    const again = attempt(2, { queuedAt: at(9), createdAt: at(9), startedAt: at(10) });
    const [row] = rowsOf(RUN, [step('one', [], [failed, again])], NONE, T0 + 15_000);
    expect(row?.bars[1]?.parts.map((p) => [p.kind, (p.from - T0) / 1000, (p.to - T0) / 1000])).toEqual([
      ['retry', 5, 9],
      ['queued', 9, 10],
      ['running', 10, 15],
    ]);
    expect(extent(RUN, row ? [row] : [], T0 + 15_000)).toEqual([T0, T0 + 15_450]);
  });

  it('keeps what its worker says within the attempt', () => {
    const a = attempt(1, { startedAt: at(1), endedAt: at(3) });
    const gantt: Gantt = {
      complete: true,
      attempts: [
        {
          attempt: 'a1',
          phases: [{ phase: 'cells', offset: 0, length: 9000 }],
          cells: [{ cell: 0, id: 'x', offset: 100, length: 8000, state: 'failed' }],
        },
      ],
    };
    const bar = rowsOf(RUN, [step('one', [], [a], 3)], gantt, T0)[0]?.bars[0];
    expect(bar?.parts.at(-1)?.to).toBe(T0 + 3000);
    expect(bar?.cells[0]?.to).toBe(T0 + 3000);
  });

  it('marks when a step without an attempt ended', () => {
    const [branch, waits] = rowsOf(RUN, [step('branch', [], [], 4), step('waits', [], [])], NONE, T0);
    expect(branch?.moment).toBe(T0 + 4000);
    expect(branch?.from).toBe(T0 + 4000);
    expect(waits?.moment).toBeUndefined();
  });

  it('sorts by the first start, and what never ran to the end', () => {
    const steps = [
      step('never', [], []),
      step('late', [], [attempt(1, { createdAt: at(9), startedAt: at(9), endedAt: at(10) })], 10),
      step('early', [], [attempt(1, { createdAt: at(1), startedAt: at(1), endedAt: at(2) })], 2),
    ];
    const rows = rowsOf(RUN, steps, NONE, T0);
    expect(sorted(rows, 'start').map((r) => r.key)).toEqual(['early', 'late', 'never']);
    expect(sorted(rows, 'graph').map((r) => r.key)).toEqual(['never', 'late', 'early']);
  });
});

describe('criticalPath', () => {
  it('goes back along the steps before that ended last', () => {
    const steps = [
      step('a', [], [], 5),
      step('b', [], [], 9),
      step('c', ['a', 'b'], [], 20),
      step('d', ['a'], [], 12),
      step('e', ['d', 'c'], [], 31),
      step('skipped', ['e'], []),
    ];
    expect(criticalPath(T0, steps)).toEqual({ steps: ['b', 'c', 'e'], seconds: 31 });
  });

  it('is not known before anything has ended', () => {
    expect(criticalPath(T0, [step('a', [], [])])).toBeUndefined();
  });
});

describe('hitOf', () => {
  const a = attempt(1, { startedAt: at(1), createdAt: at(1), endedAt: at(3) });
  const gantt: Gantt = {
    complete: true,
    attempts: [
      {
        attempt: 'a1',
        phases: [{ phase: 'cells', offset: 0, length: 2000 }],
        cells: [
          { cell: 0, id: 'x', offset: 0, length: 10, state: 'succeeded' },
          { cell: 2, id: 'y', offset: 10, length: 1990, state: 'succeeded' },
        ],
      },
    ],
  };
  const row = rowsOf(RUN, [step('one', [], [a], 3)], gantt, T0)[0];

  it('meets a short cell from nearby, and nothing from afar', () => {
    if (row === undefined) throw new Error('no row');
    expect(hitOf(row, T0 + 2000, 50)?.cell?.cell).toBe(2);
    expect(hitOf(row, T0 + 990, 50)?.part?.kind).toBe('dependencies');
    expect(hitOf(row, T0 + 5000, 50)).toBeUndefined();
  });
});

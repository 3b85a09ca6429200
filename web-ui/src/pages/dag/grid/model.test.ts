import { describe, expect, it } from 'vitest';

import type { Grid, GridRun, GridStep } from '../../../api/types';
import { cellOf, columnsOf, dayMarks, rowsOf, stepsOf, type Column } from './model';

const step = (id: string, group?: string): GridStep => ({ id, group });
const run = (id: string, states: string, more: Partial<GridRun> = {}): GridRun => ({
  id,
  logicalTime: '2026-12-01T03:00:00Z',
  state: 'succeeded',
  triggerKind: 'manual',
  createdAt: '2026-12-01T03:00:00Z',
  states,
  seconds: states.split('').map((_, i) => (i === 0 ? -1 : i)),
  attempts: states.split('').map((_, i) => i),
  ...more,
});
const page = (steps: GridStep[], runs: GridRun[], more: Partial<Grid> = {}): Grid => ({
  topic: 'dag:d@1-1-1',
  steps,
  runs,
  ticks: [],
  ...more,
});
const column = (steps: GridStep[], of: GridRun): Column => {
  const [first] = columnsOf([page(steps, [of])]);
  if (first === undefined) throw new Error('no column');
  return first;
};

describe('the columns of several pages', () => {
  it('are runs and ticks by age, the newest last', () => {
    const tick = { id: 'b1', trigger: 'nightly', tick: '', count: 1, outcome: 'skipped' };
    const pages = [page([], [run('d', ''), run('c', '')], { ticks: [tick] }), page([], [run('a', '')])];
    expect(columnsOf(pages).map(({ id }) => id)).toEqual(['a', 'b1', 'c', 'd']);
  });

  it('are the same as long as their run is', () => {
    const steps = [step('a')];
    const [older, newer] = [run('a', 's'), run('b', 'r')];
    const before = columnsOf([page(steps, [newer, older])]);
    const after = columnsOf([page(steps, [run('b', 's'), older])]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  it('keep their list of steps when only cells change', () => {
    const [newest, older] = [[step('a')], [step('b')]];
    const before = stepsOf([page(newest, []), page(older, [])]);
    expect(stepsOf([page(newest, [run('r', 's')]), page(older, [])])).toBe(before);
    expect(stepsOf([page(newest, []), page([step('c')], [])]).map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('have the steps of every version, older ones behind what they followed', () => {
    const newest = page([step('a'), step('c')], []);
    const older = page([step('first'), step('a'), step('b'), step('c'), step('z')], []);
    expect(stepsOf([newest, older]).map(({ id }) => id)).toEqual(['first', 'a', 'b', 'c', 'z']);
  });
});

describe('the rows', () => {
  const steps = [step('a', 'load'), step('x'), step('b', 'load')];

  it('gather a group where its first step is', () => {
    const rows = rowsOf(steps, new Set());
    expect(rows.map(({ label, level, folded }) => [label, level, folded])).toEqual([
      ['load', 1, false],
      ['a', 2, undefined],
      ['b', 2, undefined],
      ['x', 1, undefined],
    ]);
  });

  it('of a folded group are one', () => {
    expect(rowsOf(steps, new Set(['load'])).map(({ label }) => label)).toEqual(['load', 'x']);
  });

  it('show of a group what needs a look first', () => {
    const [group] = rowsOf(steps, new Set(['load']));
    if (group === undefined) throw new Error('no row');
    expect(cellOf(column(steps, run('r', 'ssf')), group)).toEqual({ state: 'failed', attempts: 2 });
    expect(cellOf(column(steps, run('r', 'sfk')), group)?.state).toBe('succeeded');
    expect(cellOf(column(steps, run('r', '.s.')), group)).toBeUndefined();
  });
});

describe('a cell', () => {
  const row = { key: 'b', label: 'b', level: 1, steps: ['b'] };

  it('is of the step wherever its page has it', () => {
    const cell = { state: 'retry_wait', seconds: 1, attempts: 1 };
    expect(cellOf(column([step('a'), step('b')], run('r', 'st')), row)).toEqual(cell);
  });

  it('has no duration before the step has ended', () => {
    expect(cellOf(column([step('b')], run('r', 'r')), row)).toEqual({
      state: 'running',
      seconds: undefined,
      attempts: 0,
    });
  });

  it('is none where the run does not have the step', () => {
    expect(cellOf(column([step('b')], run('r', '.')), row)).toBeUndefined();
    expect(cellOf(column([step('a')], run('r', 's')), row)).toBeUndefined();
  });
});

it('a day is named once, and never over the name of another', () => {
  const at = (day: number) => run(String(day), '', { logicalTime: `2026-11-0${day}T12:00:00Z` });
  const columns = columnsOf([page([], [at(1), at(2), at(3), at(4)])]);
  expect([...dayMarks(columns, 3).keys()]).toEqual([0, 3]);
});

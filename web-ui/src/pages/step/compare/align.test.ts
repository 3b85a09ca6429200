import { describe, expect, it } from 'vitest';

import type { Cell, Output } from '../../../api/types';
import { alignCells, alignValues, differencesOf, isSame } from './align';

const cell = (id: string, more: Partial<Cell> = {}): Cell => ({
  index: 0,
  id,
  type: 'code',
  source: 'x = 1',
  tags: [],
  state: 'succeeded',
  outputs: [],
  ...more,
});

const ids = (left: string, right: string) =>
  alignCells(
    left
      .split(' ')
      .filter(Boolean)
      .map((id) => cell(id)),
    right
      .split(' ')
      .filter(Boolean)
      .map((id) => cell(id)),
  ).map((pair) => `${pair.left?.id ?? '-'}${pair.right?.id ?? '-'}`);

describe('cells of two attempts', () => {
  it.each([
    ['a b c', 'a b c', ['aa', 'bb', 'cc']],
    ['a b c', 'a c', ['aa', 'b-', 'cc']],
    ['a c', 'a b c', ['aa', '-b', 'cc']],
    ['', 'a b', ['-a', '-b']],
    ['a b', '', ['a-', 'b-']],
    ['a b', 'x y', ['a-', 'b-', '-x', '-y']],
    ['a b', 'b a', ['-b', 'aa', 'b-']],
  ])('%s and %s stand side by side by id', (left, right, pairs) => {
    expect(ids(left, right)).toEqual(pairs);
  });

  it('never lose or repeat a cell', () => {
    const pairs = ids('a b c d e f', 'f b z d a e');
    expect(pairs.map((p) => p.charAt(0)).filter((c) => c !== '-')).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(pairs.map((p) => p.charAt(1)).filter((c) => c !== '-')).toEqual(['f', 'b', 'z', 'd', 'a', 'e']);
  });
});

describe('two cells', () => {
  const stream = (text: string): Output => ({ type: 'stream', name: 'stdout', text });
  const took = (seconds: number) => ({
    startedAt: '2026-11-21T06:00:00Z',
    endedAt: new Date(Date.parse('2026-11-21T06:00:00Z') + seconds * 1000).toISOString(),
  });

  it.each<[string, Partial<Cell>, Partial<Cell>, string[]]>([
    ['nothing', {}, { executionCount: 9, index: 4 }, []],
    ['their source', {}, { source: 'x = 2' }, ['source']],
    ['what they printed', { outputs: [stream('a')] }, { outputs: [stream('b')] }, ['outputs']],
    ['the number of outputs', {}, { outputs: [stream('')] }, ['outputs']],
    ['their state', { state: 'failed' }, {}, ['state']],
    ['their duration', took(10), took(13), ['duration']],
    ['nothing, for a part of a second', took(0.1), took(0.9), []],
    ['nothing, for a second of a minute', took(60), took(61.5), []],
    ['nothing, where one did not end', took(10), {}, []],
  ])('differ in %s', (_, left, right, aspects) => {
    const pair = { left: cell('a', left), right: cell('a', right) };
    expect(differencesOf(pair)).toEqual(aspects);
    expect(isSame(pair)).toBe(aspects.length === 0);
  });

  it('show the same whatever the order of their types and their display ids', () => {
    const data = { 'text/plain': 'x', 'image/png': 'AA' };
    const left: Output = { type: 'display', data, otherTypes: ['a/b', 'c/d'], displayId: '1' };
    const right: Output = {
      type: 'display',
      data: { 'image/png': 'AA', 'text/plain': 'x' },
      otherTypes: ['c/d', 'a/b'],
    };
    expect(isSame({ left: cell('a', { outputs: [left] }), right: cell('a', { outputs: [right] }) })).toBe(
      true,
    );
  });

  it('are not the same when one is not there', () => {
    expect(isSame({ left: cell('a') })).toBe(false);
  });
});

it('values stand side by side by name', () => {
  expect(alignValues({ b: 1, a: null }, { b: 2, c: [1] })).toEqual([
    { name: 'a', left: 'null', right: undefined },
    { name: 'b', left: '1', right: '2' },
    { name: 'c', left: undefined, right: '[1]' },
  ]);
});

import { describe, expect, it } from 'vitest';

import { draw, foldedAtFirst, groupState } from './drawing';
import type { GraphStep } from './layout';

const step = (id: string, group?: string, ...dependsOn: string[]): GraphStep => ({
  id,
  label: id,
  type: 'noop',
  dependsOn,
  group,
});

const STEPS = [step('a', 'in'), step('b', 'in', 'a'), step('c', undefined, 'a', 'b'), step('d', 'out', 'c')];

describe('a drawing', () => {
  it('has boxes with their steps while groups are open', () => {
    const drawing = draw(STEPS, new Set());
    expect(drawing.steps.map((s) => s.id)).toEqual(['a', 'b', 'c', 'd']);
    expect(drawing.groups.map((g) => [g.name, g.folded, g.steps.length])).toEqual([
      ['in', false, 2],
      ['out', false, 1],
    ]);
    expect(drawing.edges.map((e) => e.id)).toEqual(['a→b', 'a→c', 'b→c', 'c→d']);
  });

  it('leads edges to a folded group, once, and hides those within it', () => {
    const drawing = draw(STEPS, new Set(['in']));
    expect(drawing.steps.map((s) => s.id)).toEqual(['c', 'd']);
    expect(drawing.edges.map((e) => `${e.from} ${e.to}`)).toEqual(['▢in c', 'c d']);
  });

  it('has the words of a branch once, between it and all steps to which they lead', () => {
    const cases = [
      { words: 'if tune', condition: 'parameters.tune', to: ['a', 'b'] },
      { words: 'else', condition: undefined, to: ['c'] },
      { words: 'never', condition: 'false', to: [] },
    ];
    const steps = [
      { ...step('choose'), cases },
      step('a', 'in', 'choose'),
      step('b', 'in', 'choose'),
      step('c', undefined, 'choose'),
      step('d', undefined, 'choose'),
    ];
    const edges = (folded: string[]) => draw(steps, new Set(folded)).edges.map((e) => `${e.from} ${e.to}`);
    expect(draw(steps, new Set()).cases.map((one) => one.words)).toEqual(['if tune', 'else']);
    expect(edges([])).toEqual([
      'choose ◇choose/0',
      '◇choose/0 a',
      '◇choose/0 b',
      'choose ◇choose/1',
      '◇choose/1 c',
      'choose d',
    ]);
    expect(edges(['in']).slice(0, 2)).toEqual(['choose ◇choose/0', '◇choose/0 ▢in']);
  });

  it('leaves out edges from steps that are not drawn', () => {
    expect(draw([step('b', undefined, 'gone')], new Set()).edges).toEqual([]);
  });
});

it('a big graph’s groups are folded at first, a small one’s are not', () => {
  expect(foldedAtFirst(STEPS).size).toBe(0);
  expect([...foldedAtFirst(Array.from({ length: 100 }, () => ({ group: 'g' })))]).toEqual(['g']);
});

it.each([
  [['succeeded', 'failed', 'running'], 'failed'],
  [['succeeded', 'running', 'waiting'], 'running'],
  [['succeeded', 'waiting'], 'waiting'],
  [['skipped', 'succeeded'], 'succeeded'],
  [[undefined], undefined],
])('a group of steps that are %j is %s', (states, state) => {
  expect(groupState(states.map((s) => ({ state: s })))).toBe(state);
});

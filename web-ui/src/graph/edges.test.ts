import { describe, expect, it } from 'vitest';

import { layoutInColumns } from './columns';
import { draw } from './drawing';
import { edgePaths, placedCases } from './edges';
import { NODE, type GraphStep } from './layout';

const step = (id: string, state: string, ...dependsOn: string[]): GraphStep => ({
  id,
  label: id,
  type: 'noop',
  dependsOn,
  state,
});

const drawing = draw(
  [
    step('a', 'succeeded'),
    step('b', 'succeeded', 'a'),
    step('c', 'skipped', 'a'),
    step('d', 'running', 'b', 'c'),
  ],
  new Set(),
);
const layout = layoutInColumns(drawing);

const pieces = (inFocus?: ReadonlySet<string>) =>
  Object.entries(edgePaths(drawing, layout, inFocus)).map(([look, path]) => [
    look,
    path.split('M').length - 1,
  ]);

it('edges are drawn by whether they are taken', () => {
  expect(pieces()).toEqual([
    ['faint', 0],
    ['edge', 1],
    ['dimmed', 2],
    ['moving', 1],
  ]);
});

it('edges between steps that are not looked at are faint', () => {
  expect(pieces(new Set(['a', 'b']))).toEqual([
    ['faint', 3],
    ['edge', 1],
    ['dimmed', 0],
    ['moving', 0],
  ]);
});

describe('a branch', () => {
  const cases = [
    { words: 'if tune', condition: 'parameters.tune', to: ['x', 'y'] },
    { words: 'else', condition: undefined, to: ['z'] },
  ];
  const branch = { ...step('a', 'succeeded'), cases };
  const branched = draw(
    [branch, step('x', 'skipped', 'a'), step('y', 'skipped', 'a'), step('z', 'running', 'a')],
    new Set(),
  );
  const placed = layoutInColumns(branched);

  it('has its words between it and the steps after it', () => {
    const words = placedCases(branched, placed);
    expect(words.map((one) => one.words)).toEqual(['if tune', 'else']);
    for (const { at, width } of words) {
      expect(at.x).toBeGreaterThan((placed.nodes.a?.x ?? 0) + NODE.width);
      expect(at.x + width).toBeLessThan(placed.nodes.x?.x ?? 0);
    }
  });

  it('has the way dimmed that is not taken, from the branch on', () => {
    const counts = Object.entries(edgePaths(branched, placed)).map(([look, path]) => [
      look,
      path.split('M').length - 1,
    ]);
    expect(counts).toEqual([
      ['faint', 0],
      ['edge', 0],
      ['dimmed', 3],
      ['moving', 2],
    ]);
  });

  it('has the ways faint that lead to nothing that is looked at', () => {
    const { faint, moving } = edgePaths(branched, placed, new Set(['a', 'z']));
    expect([faint, moving].map((path) => path.split('M').length - 1)).toEqual([3, 2]);
  });
});

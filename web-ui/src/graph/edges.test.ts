import { expect, it } from 'vitest';

import { layoutInColumns } from './columns';
import { draw } from './drawing';
import { edgePaths, placedLabels } from './edges';
import type { GraphStep } from './layout';

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
  { 'a→c': 'otherwise' },
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

it('words stand left of the step that their edge leads to', () => {
  const [label, ...others] = placedLabels(drawing, layout);
  expect(label?.text).toBe('otherwise');
  expect(label?.at.x).toBeLessThan(layout.nodes.c?.x ?? 0);
  expect(others).toEqual([]);
});

import { expect, it } from 'vitest';

import { layoutInColumns } from './columns';
import { draw } from './drawing';
import type { GraphStep } from './layout';
import { mapNodes, mapScale, seenPart, seesAll } from './minimap';

const ROOM = { width: 1000, height: 400 };

it('the part that is seen is what the room shows at its zoom', () => {
  expect(seenPart({ x: -100, y: 50, zoom: 0.5 }, ROOM)).toEqual({
    x: 200,
    y: -100,
    width: 2000,
    height: 800,
  });
});

it.each([
  ['with room around it', { x: 20, y: 20, zoom: 0.5 }, true],
  ['moved to the left', { x: -1, y: 20, zoom: 0.5 }, false],
  ['moved down', { x: 20, y: 350, zoom: 0.5 }, false],
  ['enlarged', { x: 0, y: 0, zoom: 1 }, false],
])('whether all is seen: %s', (_, viewport, all) => {
  expect(seesAll({ width: 1500, height: 300 }, seenPart(viewport, ROOM))).toBe(all);
});

it('the map has every step and folded group, within its room', () => {
  const step = (id: string, group?: string, ...dependsOn: string[]): GraphStep => ({
    id,
    label: id,
    type: 'noop',
    state: id === 'c' ? 'failed' : 'succeeded',
    dependsOn,
    group,
  });
  const drawing = draw(
    [step('a'), step('b', 'in', 'a'), step('c', 'in', 'b'), step('d', 'open', 'c')],
    new Set(['in']),
  );
  const layout = layoutInColumns(drawing);
  const nodes = mapNodes(drawing, layout);
  expect(nodes.map(({ ids, state }) => [ids.join(), state])).toEqual([
    ['a', 'succeeded'],
    ['d', 'succeeded'],
    ['b,c', 'failed'],
  ]);
  const scale = mapScale(layout);
  for (const { x, width } of nodes) expect(x + width).toBeLessThanOrEqual(layout.width * scale + 0.001);
});

import { describe, expect, it } from 'vitest';

import { layoutInColumns } from './columns';
import { isSmall } from './computeLayout';
import { draw } from './drawing';
import { NODE, type GraphStep, type Layout } from './layout';

const step = (id: string, dependsOn: string[] = [], group?: string): GraphStep => ({
  id,
  label: id,
  type: 'noop',
  dependsOn,
  group,
});

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

const FAN = [
  step('source'),
  ...range(998).map((i) => step(`m${i}`, ['source'])),
  step(
    'sink',
    range(998).map((i) => `m${i}`),
  ),
];

const LAYERED = range(1000).map((i) =>
  step(`s${i}`, i < 40 ? [] : [`s${i - 40}`, `s${40 * Math.floor(i / 40 - 1) + ((i * 13) % 40)}`]),
);

const drawn = (steps: GraphStep[]) => draw(steps, new Set());

/** Those that stand where another one does, or nowhere. */
function overlaps(layout: Layout, ids: string[]): string[] {
  const cells = new Map<string, string>();
  const found: string[] = [];
  for (const id of ids) {
    const at = layout.nodes[id];
    const cell = at === undefined ? 'nowhere' : `${Math.round(at.x)} ${Math.round(at.y)}`;
    if (at === undefined || cells.has(cell)) found.push(id);
    cells.set(cell, id);
  }
  return found;
}

describe.each([
  ['a fan of a thousand', FAN],
  ['a thousand in layers', LAYERED],
])('%s', (_, steps) => {
  const drawing = drawn(steps);
  const layout = layoutInColumns(drawing);

  it('is not given to ELK', () => {
    expect(isSmall(drawing)).toBe(false);
  });

  it('has a place of its own for each step, left of what follows it', () => {
    expect(
      overlaps(
        layout,
        steps.map((s) => s.id),
      ),
    ).toEqual([]);
    for (const s of steps)
      for (const before of s.dependsOn)
        expect(layout.nodes[before]?.x ?? Infinity).toBeLessThan((layout.nodes[s.id]?.x ?? 0) - NODE.width);
  });

  it('is not much taller than wide', () => {
    expect(layout.height).toBeLessThan(layout.width);
    expect(layout.height).toBeLessThan(60 * NODE.height * 2);
  });

  it('has lines from border to border', () => {
    for (const { id, from, to } of drawing.edges) {
      const points = layout.edges[id] ?? [];
      expect(points[0]?.x).toBe((layout.nodes[from]?.x ?? 0) + NODE.width);
      expect(points.at(-1)?.x).toBe(layout.nodes[to]?.x);
    }
  });

  it('is the same each time', () => {
    expect(layoutInColumns(drawn(steps))).toEqual(layout);
  });

  it('takes less than a second', () => {
    const begin = performance.now();
    layoutInColumns(drawing);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

it('level lines past the columns of a wrapped layer cross no step', () => {
  const layout = layoutInColumns(drawn(FAN));
  const steps = FAN.flatMap(({ id }) => layout.nodes[id] ?? []);
  const crossed = Object.entries(layout.edges).filter(([, points]) =>
    points.some((from, i) => {
      const to = points[i + 1];
      if (to?.y !== from.y) return false;
      return steps.some(
        ({ x, y }) => from.x < x + NODE.width && to.x > x && from.y > y && from.y < y + NODE.height,
      );
    }),
  );
  expect(crossed.map(([id]) => id)).toEqual([]);
});

describe('an open group', () => {
  const steps = [step('a'), step('b', ['a'], 'g'), step('c', ['b'], 'g'), step('d', ['c'])];
  const layout = layoutInColumns(drawn(steps));
  const group = drawn(steps).groups[0]?.id ?? '';

  it('has its steps within it', () => {
    const size = layout.sizes[group];
    for (const id of ['b', 'c']) {
      const at = layout.nodes[id];
      expect(at?.x).toBeGreaterThan(0);
      expect((at?.x ?? 0) + NODE.width).toBeLessThan(size?.width ?? 0);
      expect((at?.y ?? 0) + NODE.height).toBeLessThan(size?.height ?? 0);
    }
  });

  it('has lines that begin and end at the steps in it', () => {
    const corner = layout.nodes[group]?.x ?? 0;
    expect(layout.edges['a→b']?.at(-1)?.x).toBe(corner + (layout.nodes.b?.x ?? 0));
    expect(layout.edges['b→c']?.[0]?.x).toBe(corner + (layout.nodes.b?.x ?? 0) + NODE.width);
    expect(layout.edges['c→d']?.[0]?.x).toBe(corner + (layout.nodes.c?.x ?? 0) + NODE.width);
  });
});

it('a fan of fifty is not given to ELK, a chain of fifty is', () => {
  expect(isSmall(drawn([step('s'), ...range(50).map((i) => step(`m${i}`, ['s']))]))).toBe(false);
  expect(isSmall(drawn(range(50).map((i) => step(`m${i}`, i === 0 ? [] : [`m${i - 1}`]))))).toBe(true);
});

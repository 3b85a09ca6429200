import { describe, expect, it } from 'vitest';

import type { StepDef } from '../api/types';
import { draw } from './drawing';
import { branchLabels, elkInput, roundedPath, structureKey, type EdgeLabels, type GraphStep } from './layout';

const step = (id: string, ...dependsOn: string[]): GraphStep => ({ id, label: id, type: 'noop', dependsOn });

const drawn = (steps: GraphStep[], labels: EdgeLabels = {}, folded: string[] = []) =>
  draw(steps, labels, new Set(folded));

describe('the input of the layout', () => {
  it('has a node for each step and an edge for each dependency', () => {
    const input = elkInput(drawn([step('a'), step('b', 'a'), step('c', 'a', 'b')]));
    expect(input.children.map((c) => c.id)).toEqual(['a', 'b', 'c']);
    expect(input.edges.map((e) => e.id)).toEqual(['a→b', 'a→c', 'b→c']);
  });

  it('has an open group’s steps within it, and a folded group as a node', () => {
    const steps = [{ ...step('a'), group: 'in' }, { ...step('b', 'a'), group: 'in' }, step('c', 'b')];
    const [open, ...others] = elkInput(drawn(steps)).children;
    expect(open?.children?.map((c) => c.id)).toEqual(['a', 'b']);
    expect(others.map((c) => c.id)).toEqual(['c']);
    const folded = elkInput(drawn(steps, {}, ['in'])).children;
    expect(folded.map((c) => [c.id, c.width])).toEqual([
      [open?.id, 212],
      ['c', 212],
    ]);
  });

  it('keeps room for the words on an edge, up to a limit', () => {
    const [edge] = elkInput(drawn([step('a'), step('b', 'a')], { 'a→b': 'x'.repeat(200) })).edges;
    expect(edge?.labels[0]?.width).toBe(150);
  });

  it('is the same whatever the states are', () => {
    const a = drawn([{ ...step('a'), state: 'running' }]);
    const b = drawn([{ ...step('a'), state: 'failed' }]);
    expect(structureKey(a)).toBe(structureKey(b));
    expect(structureKey(a)).not.toBe(structureKey(drawn([step('a'), step('b')])));
  });
});

describe('words on edges', () => {
  it('say when a branch is taken', () => {
    const choose = {
      id: 'choose',
      branches: [{ when: 'parameters.tune', to: ['x', 'y'] }, { otherwise: ['z'] }],
    } as StepDef;
    expect(branchLabels([choose])).toEqual({
      'choose→x': 'parameters.tune',
      'choose→y': 'parameters.tune',
      'choose→z': 'otherwise',
    });
  });
});

describe('an edge’s path', () => {
  it('goes straight where there is no bend', () => {
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 10, y: 0 },
      ]),
    ).toBe('M 0 0 L 10 0');
  });

  it('rounds a bend, and never past the middle of a short piece', () => {
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 4, y: 0 },
        { x: 4, y: 100 },
      ]),
    ).toBe('M 0 0 L 2 0 Q 4 0 4 8 L 4 100');
  });
});

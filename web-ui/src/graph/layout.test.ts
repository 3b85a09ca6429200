import { describe, expect, it } from 'vitest';

import { draw } from './drawing';
import { elkInput, roundedPath, structureKey, type GraphStep } from './layout';

const step = (id: string, ...dependsOn: string[]): GraphStep => ({ id, label: id, type: 'noop', dependsOn });

const drawn = (steps: GraphStep[], folded: string[] = []) => draw(steps, new Set(folded));

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
    const folded = elkInput(drawn(steps, ['in'])).children;
    expect(folded.map((c) => [c.id, c.width])).toEqual([
      [open?.id, 212],
      ['c', 212],
    ]);
  });

  it('has a node for each way out of a branch, with room for its words up to a limit', () => {
    const cases = [{ words: 'x'.repeat(200), condition: 'x', to: ['b'] }];
    const inGroup = elkInput(
      drawn([
        { ...step('a'), cases, group: 'in' },
        { ...step('b', 'a'), group: 'in' },
      ]),
    );
    expect(inGroup.children[0]?.children?.map((c) => c.width)).toEqual([212, 212, 220]);
    const outside = elkInput(drawn([{ ...step('a'), cases }, step('b', 'a')]));
    expect(outside.children.map((c) => c.width)).toEqual([212, 212, 220]);
  });

  it('is the same whatever the states are', () => {
    const a = drawn([{ ...step('a'), state: 'running' }]);
    const b = drawn([{ ...step('a'), state: 'failed' }]);
    expect(structureKey(a)).toBe(structureKey(b));
    expect(structureKey(a)).not.toBe(structureKey(drawn([step('a'), step('b')])));
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

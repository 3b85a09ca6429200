import { describe, expect, it } from 'vitest';

import { positionOf, Positions } from './positions';

describe('positions of topics', () => {
  it('name every topic with the event to resume after', () => {
    const positions = new Positions();
    positions.join('runs', undefined);
    positions.join('run:b', 7);
    positions.join('attempt:a', 0);
    expect(positions.toParameter()).toBe('attempt:a@0,run:b@7,runs');
  });

  it('move forward only', () => {
    const positions = new Positions();
    positions.join('run:a', 5);
    positions.advance('run:a', 9);
    positions.advance('run:a', 8);
    expect(positions.toParameter()).toBe('run:a@9');
  });

  it('need a new stream for a listener that begins earlier, and none for one that begins later', () => {
    const positions = new Positions();
    expect(positions.join('run:a', 5)).toBe(true);
    expect(positions.join('run:a', 6)).toBe(false);
    expect(positions.join('run:a', 2)).toBe(true);
    expect(positions.toParameter()).toBe('run:a@2');
  });

  it('never give a position to a topic that has none', () => {
    const positions = new Positions();
    positions.join('runs', undefined);
    positions.advance('runs', 3);
    expect(positions.toParameter()).toBe('runs');
  });

  it('of a Dag are places in the order of all events, beyond what a number holds', () => {
    const positions = new Positions();
    positions.join('dag:d', '1-99-9223372036854775807');
    positions.advance('dag:d', '1-100-4');
    positions.advance('dag:d', '1-99-12');
    expect(positions.toParameter()).toBe('dag:d@1-100-4');
    expect(positions.join('dag:d', '1-100-5')).toBe(false);
    expect(positions.join('dag:d', '1-99-5')).toBe(true);
  });
});

it('a message of a Dag says its position, any other its number', () => {
  const message = { seq: 7, at: '', kind: 'x', data: { position: '1-2-3' } };
  expect(positionOf({ ...message, topic: 'dag:d' })).toBe('1-2-3');
  expect(positionOf({ ...message, topic: 'run:r' })).toBe(7);
});

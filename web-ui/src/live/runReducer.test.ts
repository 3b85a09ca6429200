import { describe, expect, it } from 'vitest';

import type { Run, RunEvent, StepRun } from '../api/types';
import { applyRunEvent, countsOf, stepKey, type RunView } from './runReducer';

const at = '2026-11-21T06:00:00Z';

const step = (id: string, more: Partial<StepRun> = {}): StepRun => ({
  id,
  run: 'r',
  step: id,
  mapPath: [],
  type: 'notebook',
  work: {},
  state: 'waiting',
  triggerRule: 'all_success',
  dependsOn: [],
  attempts: [],
  userRetries: 0,
  platformRetries: 3,
  ...more,
});

const view = (...steps: StepRun[]): RunView => ({
  run: {
    id: 'r',
    state: 'running',
    stateText: 'running',
    counts: countsOf(steps),
    lastEventSeq: 10,
  } as Run,
  steps,
});

const event = (seq: number, kind: string, data: RunEvent['data'] = {}): RunEvent => ({ seq, at, kind, data });

describe('an event of a run', () => {
  it('that is known already changes nothing', () => {
    const before = view(step('a'));
    expect(applyRunEvent(before, event(10, 'step_ready', { step: 'a', state: 'ready' }))).toBe(before);
  });

  it('moves the position even when its kind is unknown', () => {
    expect(applyRunEvent(view(), event(11, 'something_new')).run.lastEventSeq).toBe(11);
  });

  it('starts a step with a new attempt', () => {
    const after = applyRunEvent(
      view(step('a')),
      event(11, 'step_started', { step: 'a', attempt: 'x', number: 1 }),
    );
    expect(after.steps?.[0]).toMatchObject({ state: 'running', startedAt: at });
    expect(after.steps?.[0]?.attempts).toMatchObject([{ id: 'x', number: 1, state: 'running' }]);
    expect(after.run.counts).toMatchObject({ waiting: 0, running: 1 });
  });

  it('lets a step of an ended run go again', () => {
    const ended = view(step('a', { state: 'failed', endedAt: at }));
    const before = { ...ended, run: { ...ended.run, state: 'failed' as const, endedAt: at } };
    const reopened = applyRunEvent(before, event(11, 'run_reopened', { number: 1 }));
    expect(reopened.run).toMatchObject({ state: 'queued', endedAt: undefined });
    const after = applyRunEvent(reopened, event(12, 'step_reopened', { step: 'a', state: 'waiting' }));
    expect(after.steps?.[0]).toMatchObject({ state: 'waiting', endedAt: undefined });
    expect(after.run.counts).toMatchObject({ waiting: 1, failed: 0 });
  });

  it('ends a step and its attempt', () => {
    const attempts = [{ id: 'x', number: 1, state: 'running' as const, createdAt: at }];
    const after = applyRunEvent(
      view(step('a', { state: 'running', attempts })),
      event(11, 'step_ended', { step: 'a', state: 'failed', attempt: 'x', message: 'cell 5' }),
    );
    expect(after.steps?.[0]).toMatchObject({ state: 'failed', endedAt: at, message: 'cell 5' });
    expect(after.steps?.[0]?.attempts[0]).toMatchObject({ state: 'failed', endedAt: at });
  });

  it('finds a mapped step by its map path', () => {
    const after = applyRunEvent(
      view(step('a', { mapPath: [0] }), step('a', { id: 'a1', mapPath: [1] })),
      event(11, 'step_ready', { step: 'a', mapPath: [1], state: 'ready' }),
    );
    expect(after.steps?.map((s) => s.state)).toEqual(['waiting', 'ready']);
  });

  it('of a lost attempt leaves the step’s state to the event that follows', () => {
    const attempts = [{ id: 'x', number: 1, state: 'running' as const, createdAt: at }];
    const after = applyRunEvent(
      view(step('a', { state: 'running', attempts })),
      event(11, 'attempt_lost', { step: 'a', attempt: 'x' }),
    );
    expect(after.steps?.[0]?.state).toBe('running');
    expect(after.steps?.[0]?.attempts[0]?.state).toBe('lost');
  });

  it('ends the run in the event’s words', () => {
    const after = applyRunEvent(
      view(),
      event(11, 'run_ended', { state: 'failed', message: 'failed: train' }),
    );
    expect(after.run).toMatchObject({ state: 'failed', stateText: 'failed: train', endedAt: at });
  });

  it('takes the counts it carries', () => {
    const after = applyRunEvent(
      view(step('a')),
      event(11, 'step_ready', { step: 'a', counts: { ready: 7 } }),
    );
    expect(after.run.counts.ready).toBe(7);
  });
});

it('a mapped step is named with its map path', () => {
  expect(stepKey('tune', [0, 3])).toBe('tune[0.3]');
  expect(stepKey('train')).toBe('train');
});

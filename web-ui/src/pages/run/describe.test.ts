import { describe, expect, it } from 'vitest';

import type { AttemptBrief, Run, StepRun } from '../../api/types';
import { findStep, firstLine, whyNoAttempt } from '../step/describe';
import { cancelConsequences, describeEvent, latestAttempt, noteOf, outcomeOf, versionsOf } from './describe';

const step = (name: string, state: StepRun['state'], more: Partial<StepRun> = {}): StepRun =>
  ({
    step: name,
    mapPath: [],
    type: 'notebook',
    state,
    dependsOn: [],
    attempts: [],
    ...more,
  }) as Partial<StepRun> as StepRun;

describe('the question before a cancel', () => {
  it('names what is interrupted, what will not start and what stays', () => {
    const lines = cancelConsequences([
      step('a', 'succeeded'),
      step('b', 'running'),
      step('c', 'waiting'),
      step('d', 'ready'),
    ]);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('1 running step will be interrupted: b');
    expect(lines[1]).toContain('2 steps will not start');
    expect(lines[2]).toContain('1 ended step');
  });
});

describe('an event in words', () => {
  it.each([
    [{ kind: 'run_started', data: {} }, 'Run started'],
    [{ kind: 'step_started', data: { step: 'train', number: 2 } }, 'train: started (attempt 2)'],
    [
      { kind: 'step_ended', data: { step: 'train', state: 'failed', message: 'cell 5' } },
      'train: failed: cell 5',
    ],
    [{ kind: 'run_ended', data: { state: 'succeeded', message: 'succeeded' } }, 'Run succeeded'],
    [{ kind: 'run_ended', data: { state: 'failed', message: 'failed: train' } }, 'Run failed: train'],
    [{ kind: 'run_reopened', data: { by: 'ann', reason: 'mended' } }, 'Run reopened by ann: mended'],
    [{ kind: 'something_new', data: { step: 'a', mapPath: [1] } }, 'a[1]: something new'],
  ])('%j', (event, words) => {
    expect(describeEvent({ seq: 1, at: '', ...event })).toBe(words);
  });
});

describe('how a run ended', () => {
  const counts = (failed: number) => ({ failed }) as Run['counts'];

  it('names the steps that failed though the run succeeded', () => {
    const stateText = 'succeeded; 1 step failed: a';
    expect(outcomeOf({ state: 'succeeded', stateText, counts: counts(1) })).toBe(stateText);
  });

  it('says why it failed, and nothing when it simply succeeded', () => {
    expect(outcomeOf({ state: 'failed', stateText: 'failed: train', counts: counts(1) })).toBe('train');
    expect(outcomeOf({ state: 'succeeded', stateText: 'succeeded', counts: counts(0) })).toBeUndefined();
  });
});

it('a branch says where it went', () => {
  expect(noteOf(step('b', 'succeeded', { type: 'branch', branchChoice: ['train'] }), new Map())).toBe(
    'to train',
  );
});

const attempt = (number: number, dagVersion?: number): AttemptBrief => ({
  id: `a${number}`,
  number,
  dagVersion,
  state: 'succeeded',
  worker: 'w-1',
  createdAt: '2026-11-30T06:00:00Z',
});

describe('the versions of a run', () => {
  const run = { dagVersion: 3 } as Partial<Run> as Run;

  it('are those that its attempts ran', () => {
    const steps = [
      step('a', 'succeeded', { attempts: [attempt(1, 3)] }),
      step('b', 'running', { attempts: [attempt(1, 3), attempt(2, 10), attempt(3)] }),
    ];
    expect(versionsOf(run, steps)).toEqual([3, 10]);
  });

  it('are its own while nothing ran', () => {
    expect(versionsOf(run, [step('a', 'ready')])).toEqual([3]);
  });
});

describe('the attempt beside a step', () => {
  const attempts = [attempt(1), attempt(2)];

  it.each(['waiting', 'ready', 'retry_wait'] as const)('is none while it is %s', (state) => {
    expect(latestAttempt(step('a', state, { attempts }))).toBeUndefined();
    expect(noteOf(step('a', state, { attempts }), new Map())).toBeUndefined();
  });

  it.each(['running', 'succeeded', 'failed', 'cancelled'] as const)(
    'is the last one when it is %s',
    (state) => {
      expect(latestAttempt(step('a', state, { attempts }))?.number).toBe(2);
    },
  );
});

describe('a step without an attempt', () => {
  it('says which step failed before it', () => {
    const ended = step('c', 'upstream_failed', { dependsOn: ['a'] });
    expect(whyNoAttempt(ended, [step('a', 'failed'), ended])).toContain('a (failed)');
  });
});

it('a command of several lines is told by its first', () => {
  expect(firstLine('make report')).toBe('make report');
  expect(firstLine('\n  cd report\nmake\n')).toBe('cd report …');
});

it('a step is found by its name and map path', () => {
  const steps = [step('a', 'ready', { mapPath: [0, 1] }), step('a', 'failed', { mapPath: [0, 2] })];
  expect(findStep(steps, 'a', '0.2')?.state).toBe('failed');
  expect(findStep(steps, 'a', null)).toBeUndefined();
});

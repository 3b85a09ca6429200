import { describe, expect, it } from 'vitest';

import type { Attempt, AttemptBrief, Run, StepRun } from '../../api/types';
import { findStep, firstLine, whyNoAttempt } from '../step/describe';
import {
  cancelConsequences,
  describeEvent,
  factsOf,
  latestAttempt,
  noteOf,
  outcomeOf,
  versionsOf,
} from './describe';

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

describe('what a node of the graph says', () => {
  const ended = (number: number, seconds: number): AttemptBrief => ({
    ...attempt(number),
    startedAt: '2026-11-30T06:00:00Z',
    endedAt: new Date(Date.parse('2026-11-30T06:00:00Z') + seconds * 1000).toISOString(),
  });
  const running = (progress: Partial<Attempt>) =>
    new Map([['a2', { ...attempt(2), state: 'running', ...progress } as Partial<Attempt> as Attempt]]);

  it('is the cell that runs, with the attempt when it is not the first', () => {
    const step2 = step('a', 'running', { attempts: [ended(1, 9), { ...attempt(2), state: 'running' }] });
    expect(factsOf(step2, running({ phase: 'cells', progress: { cell: 7, cells: 12 } }))).toEqual({
      activity: 'cell 7 of 12',
      note: 'attempt 2',
      took: undefined,
    });
    const collecting = { collected: 3, says: 'collects numpy (package 3)', short: 'package 3' };
    expect(factsOf(step2, running({ phase: 'environment', environmentProgress: collecting })).activity).toBe(
      'environment: package 3',
    );
  });

  it('is how long the last attempt took', () => {
    expect(factsOf(step('a', 'failed', { attempts: [ended(1, 9), ended(2, 75)] }), new Map())).toEqual({
      activity: undefined,
      note: 'attempt 2',
      took: '1 min 15 s',
    });
    expect(factsOf(step('a', 'succeeded', { attempts: [ended(1, 0.05)] }), new Map()).took).toBeUndefined();
  });

  it.each(['waiting', 'ready', 'retry_wait'] as const)(
    'is nothing of the attempt before while it is %s',
    (state) => {
      const waits = step('a', state, { attempts: [ended(1, 9), ended(2, 9)] });
      expect(Object.values(factsOf(waits, running({ progress: { cell: 1, cells: 2 } })))).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
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

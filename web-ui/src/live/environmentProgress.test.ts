import { expect, it } from 'vitest';

import type { Attempt, AttemptEvent } from '../api/types';
import { activityOf, applyAttemptEvent } from './attemptReducer';
import { continueProgress } from './environmentProgress';

const environmentProgress = (lines: string[]) => continueProgress(undefined, lines.join('\n'))?.says;

it('names the package that is at work and how many there were', () => {
  const lines = [
    'Looking in indexes: x',
    'Collecting pandas==2.3.0 (from -r r.txt)',
    '  Downloading p.whl (12 MB)',
  ];
  expect(environmentProgress(lines)).toBe('collects pandas (package 1)');
  expect(environmentProgress([...lines, 'Collecting numpy>=1.2'])).toBe('collects numpy (package 2)');
  expect(environmentProgress([...lines, '  Building wheel for jax (pyproject.toml)'])).toBe('builds jax');
  expect(environmentProgress([...lines, 'Installing collected packages: six, numpy, pandas'])).toBe(
    'installs 3 packages',
  );
  expect(environmentProgress([...lines, 'Successfully installed six-1.0'])).toBe('checks what was installed');
  expect(environmentProgress(['Resolved 12 packages in 31ms'])).toBe('installs 12 packages');
  expect(environmentProgress(['nothing of it'])).toBeUndefined();
});

it('is what a live attempt is doing while its environment is made', () => {
  let attempt = { state: 'running', lastEventSeq: 0, warnings: [] } as unknown as Attempt;
  let seq = 0;
  const after = (kind: string, data: object) => {
    attempt = applyAttemptEvent(attempt, { seq: ++seq, kind, data } as unknown as AttemptEvent).attempt;
    return activityOf(attempt);
  };
  expect(after('phase', { phase: 'environment' })).toBe('preparing the environment');
  expect(after('log', { text: 'Collecting pandas\n' })).toBe('environment: collects pandas (package 1)');
  expect(after('log', { text: '  Downloading\nCollecting numpy\n' })).toBe(
    'environment: collects numpy (package 2)',
  );
  expect(activityOf(attempt, 'short')).toBe('environment: package 2');
  expect(after('log', { text: 'Installing collected packages: a, b\n' })).toBe(
    'environment: installs 2 packages',
  );
  expect(after('phase', { phase: 'kernel' })).toBe('starting the kernel');
  expect(after('log', { text: 'Collecting in the step' })).toBe('starting the kernel');
});

import { expect, it } from 'vitest';

import { environmentProgress } from './environmentProgress';

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
  expect(environmentProgress(['nothing of it'])).toBeUndefined();
});

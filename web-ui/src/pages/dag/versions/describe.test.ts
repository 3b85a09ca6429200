import { expect, it } from 'vitest';

import { changeLines } from './describe';

it('tells what changed in fields, steps and files', () => {
  expect(
    changeLines({
      dag: 'a',
      from: 1,
      to: 2,
      fields: [{ path: '/parameters/top/default', from: 5, to: 6 }],
      steps: {
        added: ['b'],
        removed: ['c'],
        changed: [{ step: 'a', fields: [{ path: '/timeout', to: 'PT20M' }] }],
      },
      files: [
        { path: 'notebooks/a.ipynb', from: 'x', to: 'y', steps: ['a'] },
        { path: 'src/old.py', from: 'x', steps: [] },
      ],
      source: '',
    }),
  ).toEqual([
    'parameters › top › default 5 → 6',
    'step b is new',
    'step c is gone',
    'step a: timeout not set → "PT20M"',
    'file notebooks/a.ipynb changed, used by a',
    'file src/old.py is gone',
  ]);
});

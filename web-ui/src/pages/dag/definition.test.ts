import { describe, expect, it } from 'vitest';

import { casesOf, sourceOf } from './definition';

describe('the cases of a branch', () => {
  it('say where each condition leads, also to all and to nothing', () => {
    const branches = [{ when: 'a', to: ['x', 'y'] }, { when: 'b' }, { otherwise: [], to: [] }];
    expect(casesOf({ branches })).toEqual([
      { when: 'a', to: 'x, y' },
      { when: 'b', to: 'every step after it' },
      { when: 'otherwise', to: 'nothing' },
    ]);
  });

  it('are none where a notebook decides', () => {
    expect(casesOf({ notebook: 'decide.ipynb' })).toEqual([]);
    expect(sourceOf({ notebook: 'decide.ipynb' })).toBe('decide.ipynb');
  });
});

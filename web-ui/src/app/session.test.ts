import { describe, expect, it } from 'vitest';

import type { Me } from '../api/types';
import { linkToken } from '../pages/login/useLogin';
import { allows, localPath } from './session';

describe('where to go after signing in', () => {
  it('is a page of this application', () => {
    expect(localPath('/runs/1?tab=events')).toBe('/runs/1?tab=events');
  });

  it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'is the start page for %s',
    (next) => {
      expect(localPath(next)).toBe('/');
    },
  );
});

it('a login link’s token is read from the fragment', () => {
  expect(linkToken('#t=abc')).toBe('abc');
  expect(linkToken('')).toBeNull();
});

describe('a role', () => {
  const me = (...roles: Me['roles']): Me => ({ principal: { id: '1', name: 'a', kind: 'user' }, roles });

  it('includes the lesser ones', () => {
    expect(allows(me({ role: 'editor' }), 'operator', 'p')).toBe(true);
    expect(allows(me({ role: 'viewer' }), 'operator', 'p')).toBe(false);
  });

  it('in one project is none in another, nor for all', () => {
    const ann = me({ role: 'admin', project: 'p' });
    expect(allows(ann, 'operator', 'p')).toBe(true);
    expect(allows(ann, 'operator', 'q')).toBe(false);
    expect(allows(ann, 'operator')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';

import { address, cookie, path } from './http';
import { parseProblem, ProblemError, problemOf } from './problem';

describe('an address', () => {
  it('encodes every part, so that a name cannot leave its place', () => {
    expect(path`/projects/${'a/../b'}/dags/${'x?y#z'}`).toBe('/projects/a%2F..%2Fb/dags/x%3Fy%23z');
  });

  it('leaves out what is not given', () => {
    expect(address('/runs', { state: 'failed', dag: undefined, q: '', limit: 5 })).toBe(
      '/api/v1/runs?state=failed&limit=5',
    );
  });
});

it('a cookie is found by its whole name', () => {
  expect(cookie('XSRF-TOKEN', 'NOT-XSRF-TOKEN=1; XSRF-TOKEN=a%3Db')).toBe('a=b');
  expect(cookie('XSRF-TOKEN', '')).toBeUndefined();
});

describe('a problem', () => {
  it('is what the server says', () => {
    const problem = parseProblem(422, JSON.stringify({ title: 'No', code: 'X', detail: 'd', hint: 'h' }));
    expect(problem).toMatchObject({ status: 422, code: 'X', detail: 'd', hint: 'h' });
  });

  it('is made of an answer that is none', () => {
    expect(parseProblem(502, '<html>Bad gateway</html>')).toMatchObject({ status: 502, code: 'HTTP_502' });
  });

  it('is shown for whatever was thrown', () => {
    expect(problemOf(new ProblemError(parseProblem(404, '{}'))).status).toBe(404);
    expect(problemOf(new Error('boom')).detail).toBe('boom');
  });
});

import type { Problem } from '../src/api/types.ts';

/** A refusal in the shape of the server's. */
export function problem(
  status: number,
  code: string,
  detail: string,
  hint?: string,
  problems?: Problem['problems'],
): Problem {
  return {
    type: 'about:blank',
    title: status === 404 ? 'Not found' : 'Refused',
    status,
    code,
    detail,
    hint,
    problems,
    requestId: 'mock-1',
  };
}

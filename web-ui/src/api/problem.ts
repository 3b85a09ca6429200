import type { Problem } from './types';

/** A refused or failed request, with everything the server said about it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** What to show for anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return localProblem(
    'UNEXPECTED',
    'Something unexpected happened in this page',
    error instanceof Error ? error.message : String(error),
    'Reload the page. If it happens again, report it with this text.',
  );
}

/** A problem that was met in the browser itself; status 0. */
export function localProblem(code: string, title: string, detail: string, hint?: string): Problem {
  return { type: 'about:blank', title, status: 0, code, detail, hint, requestId: '' };
}

/** Reads a problem from an answer's body; answers that are none (a proxy's page, say) become one. */
export function parseProblem(status: number, body: string): Problem {
  const fallback: Problem = {
    type: 'about:blank',
    title: `The server answered ${status}`,
    status,
    code: `HTTP_${status}`,
    detail: status >= 500 ? 'The server could not answer.' : 'The request was refused.',
    requestId: '',
  };
  try {
    const parsed = JSON.parse(body) as Partial<Problem> | null;
    if (parsed === null || typeof parsed !== 'object') return fallback;
    return { ...fallback, ...parsed, status };
  } catch {
    return fallback;
  }
}

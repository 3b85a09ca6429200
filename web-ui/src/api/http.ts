import { BASE } from './base';
import { parseJson, writeJson } from './json';
import { localProblem, parseProblem, ProblemError } from './problem';

export const API = `${BASE}/api/v1`;

type Query = Record<string, string | number | boolean | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

/** Told when a request finds that nobody is signed in (any more). */
const unauthorizedListeners = new Set<() => void>();

export function onUnauthorized(listener: () => void): () => void {
  unauthorizedListeners.add(listener);
  return () => unauthorizedListeners.delete(listener);
}

export function reportUnauthorized(): void {
  unauthorizedListeners.forEach((listener) => listener());
}

/** An address below the API's base path, every part encoded. */
export function path(strings: TemplateStringsArray, ...parts: (string | number)[]): string {
  return strings.reduce((text, piece, i) => {
    const part = parts[i];
    return text + piece + (part === undefined ? '' : encodeURIComponent(String(part)));
  }, '');
}

export function address(to: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return API + to + (text ? `?${text}` : '');
}

/** The value of a cookie, or undefined. */
export function cookie(name: string, all: string = document.cookie): string | undefined {
  const found = all
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(name.length + 1));
}

/** crypto.randomUUID exists in secure contexts only, and the server may be reached by plain http. */
function idempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  );
}

function headers(method: string, body: unknown, accept: string): Headers {
  const result = new Headers({ Accept: accept });
  if (method !== 'GET') {
    result.set('Idempotency-Key', idempotencyKey());
    const csrf = cookie('XSRF-TOKEN');
    if (csrf !== undefined) result.set('X-XSRF-TOKEN', csrf);
  }
  if (body !== undefined) result.set('Content-Type', 'application/json');
  return result;
}

async function send(method: string, to: string, accept: string, options: Options): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address(to, options.query), {
      method,
      headers: headers(method, options.body, accept),
      body: options.body === undefined ? undefined : writeJson(options.body),
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError(
      localProblem(
        'SERVER_NOT_REACHED',
        'The server cannot be reached',
        'The server did not answer.',
        'It may be restarting: this page goes on by itself when it is back.',
      ),
    );
  }
  if (response.ok) return response;
  const problem = parseProblem(response.status, await response.text());
  if (response.status === 401 && to !== '/login') reportUnauthorized();
  throw new ProblemError(problem);
}

/** Sends a request and answers its JSON; undefined for an answer without a body. Throws a ProblemError otherwise. */
export async function request<T>(method: string, to: string, options: Options = {}): Promise<T> {
  const response = await send(method, to, 'application/json', options);
  const text = await response.text();
  return (text === '' ? undefined : parseJson(text)) as T;
}

/** The beginning of a file; `whole` says whether it is all of it. The rest is not sent for. */
export async function requestStart(
  to: string,
  limit: number,
  options: Options = {},
): Promise<{ bytes: Uint8Array<ArrayBuffer>; whole: boolean }> {
  const response = await send('GET', to, '*/*', options);
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  const bytes = new Uint8Array(limit);
  let length = 0;
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) return { bytes: bytes.subarray(0, length), whole: true };
    bytes.set(part.value.subarray(0, limit - length), length);
    length += part.value.length;
    if (length > limit) {
      await reader?.cancel();
      return { bytes, whole: false };
    }
  }
}

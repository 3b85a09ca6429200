export type Json = null | boolean | number | string | ExactNumber | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** A number with its text, which a JavaScript number would change: 9007199254740993, 1.0, -0.0. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  /** What JSON.stringify writes: a rounded number. {@link writeJson} writes every digit. */
  toJSON(): number {
    return Number(this.text);
  }
}

/** Below these fields are values of users, whose numbers keep their text: a kernel tells 1.0 from 1. */
const VALUES = new Set(['parameters', 'outputs', 'default', 'enum', 'value', 'from', 'to', 'definition']);
/** No key of a value that the server takes: it refuses U+0000. */
const MARK = '\u0000';
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OFTEN_INEXACT = /\d{16}|\d[eE.]|-0/;
const WORDS = new Set<unknown>(['NaN', 'Infinity', '-Infinity']);

/** An answer of the server. Numbers that no JavaScript number holds are exact everywhere, all others in values. */
export function parseJson(text: string): unknown {
  return parse(text, false);
}

/** A value of a user, with all numbers as they are written. Throws a SyntaxError if it is none. */
export function parseValue(text: string): Json {
  return parse(text, true) as Json;
}

/** The inverse of both. */
export function writeJson(value: unknown, indent?: number): string {
  // A random part distinguishes a number from a text that begins with the mark.
  const mark = `${MARK}${Math.random()}:`;
  const text = JSON.stringify(
    value,
    function (this: Record<string, unknown>, key: string, written: unknown) {
      const own = this[key];
      return own instanceof ExactNumber ? mark + own.text : written;
    },
    indent,
  );
  const [before = '', ...behind] = text.split(JSON.stringify(mark).slice(0, -1));
  return before + behind.map((part) => part.replace('"', '')).join('');
}

/** A value for people: NaN and the infinities by their words. */
export function showJson(value: unknown, indent?: number): string {
  return writeJson(withWords(value), indent);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return (
    value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

function parse(text: string, isValue: boolean): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!OFTEN_INEXACT.test(text)) return parsed;
  const marked = markNumbers(text);
  return marked === text ? parsed : restored(JSON.parse(marked), isValue);
}

/** Valid JSON with {"\u0000": "1.0"} for every number that JavaScript would write in another way. */
function markNumbers(text: string): string {
  const parts: string[] = [];
  let taken = 0;
  let at = 0;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === 0x22) {
      at = afterString(text, at);
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text)?.[0] ?? '';
      const end = at + number.length;
      if (String(Number(number)) !== number) {
        parts.push(text.slice(taken, at), `{"\\u0000":"${number}"}`);
        taken = end;
      }
      at = end;
    } else {
      at++;
    }
  }
  return taken === 0 ? text : parts.join('') + text.slice(taken);
}

function afterString(text: string, quote: number): number {
  let at = quote + 1;
  while (text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at + 1;
}

function restored(node: unknown, isValue: boolean): unknown {
  if (node === null || typeof node !== 'object') return node;
  const fields = node as Record<string, unknown>;
  const marked = fields[MARK];
  if (typeof marked === 'string') {
    return isValue || isLossy(marked) ? new ExactNumber(marked) : Number(marked);
  }
  for (const key of Object.keys(fields)) {
    const value = restored(fields[key], isValue || VALUES.has(key));
    // Not an assignment: it would change the prototype if the key is __proto__.
    if (value !== fields[key])
      Object.defineProperty(fields, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return fields;
}

function isLossy(number: string): boolean {
  const value = Number(number);
  return /[.eE]/.test(number) ? !Number.isFinite(value) : !Number.isSafeInteger(value);
}

/** {"$number": "NaN"} stands for a number that JSON has no word for. */
function withWords(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return value.map(withWords);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === '$number' && WORDS.has(first[1]))
    return new ExactNumber(String(first[1]));
  return Object.fromEntries(entries.map(([key, part]) => [key, withWords(part)]));
}

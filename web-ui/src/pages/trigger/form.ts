import { ExactNumber, isObject, parseValue, writeJson } from '../../api/json';
import type { Json, JsonObject, Parameter } from '../../api/types';

/** What is typed into the form, by parameter; empty where nothing is given. */
export type Texts = Record<string, string>;
export type Checked = { value: Json } | { error: string } | 'absent';

/** How a value stands in its field. */
export function textOf(parameter: Parameter, value: Json | undefined): string {
  if (value === undefined) return '';
  if (parameter.enum) return writeJson(value);
  if (typeof value === 'string' && parameter.type !== 'array' && parameter.type !== 'object') return value;
  return isJson(parameter) ? writeJson(value, 2) : writeJson(value);
}

/** The form as it opens: the values of another run where given, else the defaults. */
export function initialTexts(parameters: Parameter[], given: JsonObject = {}): Texts {
  return Object.fromEntries(parameters.map((p) => [p.name, textOf(p, given[p.name] ?? p.default)]));
}

/** Reads one field. A string may be empty only where the parameter has a default or is a required string. */
export function check(parameter: Parameter, text: string): Checked {
  const trimmed = text.trim();
  if (parameter.enum) {
    if (trimmed === '') return missing(parameter);
    return { value: parseValue(trimmed) };
  }
  if (parameter.type === 'string') {
    return text === '' && parameter.required ? { error: 'Give a value.' } : stringValue(parameter, text);
  }
  if (trimmed === '') return missing(parameter);
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return number(parameter, trimmed);
    case 'boolean':
      return trimmed === 'true' || trimmed === 'false'
        ? { value: trimmed === 'true' }
        : { error: 'Give true or false.' };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(trimmed) && !Number.isNaN(Date.parse(trimmed))
        ? { value: trimmed }
        : { error: 'Give a date such as 2026-11-21.' };
    case 'datetime':
      return dateTime(trimmed);
    case 'array':
    case 'object':
      return json(parameter, trimmed);
  }
}

export interface Built {
  /** Only what differs from the defaults, so that the run shows what was given. */
  parameters: JsonObject;
  errors: Record<string, string>;
}

export function build(parameters: Parameter[], texts: Texts): Built {
  const built: Built = { parameters: {}, errors: {} };
  for (const parameter of parameters) {
    const checked = check(parameter, texts[parameter.name] ?? '');
    if (checked === 'absent') continue;
    if ('error' in checked) built.errors[parameter.name] = checked.error;
    else if (!sameJson(checked.value, parameter.default)) built.parameters[parameter.name] = checked.value;
  }
  return built;
}

/** A JSON object typed by hand; an empty text is an empty object. */
export function parseObject(text: string): { value: JsonObject } | { error: string } {
  if (text.trim() === '') return { value: {} };
  try {
    const value = parseValue(text);
    if (isObject(value)) return { value };
    return { error: 'Give a JSON object such as {"rows": 100}.' };
  } catch (error) {
    return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The limits in words, below the field. */
export function limits(parameter: Parameter): string | undefined {
  const { minimum, maximum } = parameter;
  if (minimum !== undefined && maximum !== undefined) return `${minimum.toString()} to ${maximum.toString()}`;
  if (minimum !== undefined) return `at least ${minimum.toString()}`;
  if (maximum !== undefined) return `at most ${maximum.toString()}`;
  return undefined;
}

function isJson(parameter: Parameter): boolean {
  return parameter.type === 'array' || parameter.type === 'object';
}

function missing(parameter: Parameter): Checked {
  return parameter.required ? { error: 'Give a value.' } : 'absent';
}

function stringValue(parameter: Parameter, text: string): Checked {
  return text === '' && parameter.default === undefined ? 'absent' : { value: text };
}

const WHOLE = /^[+-]?\d+$/;
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function number(parameter: Parameter, text: string): Checked {
  const isWhole = WHOLE.test(text);
  if (!isWhole && !Number.isFinite(Number(text))) return { error: 'Give a number.' };
  if (parameter.type === 'integer' && !isWhole && !Number.isSafeInteger(Number(text)))
    return { error: 'Give a whole number.' };
  const value = numberOf(text, isWhole);
  const { minimum, maximum } = parameter;
  if (
    (minimum !== undefined && isLess(value, minimum)) ||
    (maximum !== undefined && isLess(maximum, value))
  ) {
    return { error: `Give a number: ${limits(parameter) ?? ''}.` };
  }
  return { value };
}

/** With every digit that was written. */
function numberOf(text: string, isWhole: boolean): number | ExactNumber {
  const number = isWhole && !JSON_NUMBER.test(text) ? BigInt(text.replace('+', '')).toString() : text;
  return JSON_NUMBER.test(number) && String(Number(number)) !== number
    ? new ExactNumber(number)
    : Number(number);
}

function isLess(a: number | ExactNumber, b: number | ExactNumber): boolean {
  return WHOLE.test(a.toString()) && WHOLE.test(b.toString())
    ? BigInt(a.toString()) < BigInt(b.toString())
    : Number(a) < Number(b);
}

function dateTime(text: string): Checked {
  const at = Date.parse(text);
  return Number.isNaN(at)
    ? { error: 'Give a time such as 2026-11-21T06:00:00Z.' }
    : { value: /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : new Date(at).toISOString() };
}

function json(parameter: Parameter, text: string): Checked {
  try {
    const value = parseValue(text);
    const isArray = Array.isArray(value);
    if (parameter.type === 'array' && isArray) return { value };
    if (parameter.type === 'object' && isObject(value)) return { value };
    return { error: `Give a JSON ${parameter.type}.` };
  } catch (error) {
    return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function sameJson(a: Json, b: Json | undefined): boolean {
  return b !== undefined && writeJson(a) === writeJson(b);
}

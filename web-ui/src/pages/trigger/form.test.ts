import { describe, expect, it } from 'vitest';

import { ExactNumber, parseJson, writeJson } from '../../api/json';
import type { Parameter, Run } from '../../api/types';
import { givenParameters } from '../run/describe';
import { build, check, initialTexts, parseObject } from './form';

const parameter = (more: Partial<Parameter>): Parameter => ({
  name: 'p',
  type: 'string',
  required: false,
  ...more,
});

describe('a field', () => {
  it.each<[string, Partial<Parameter>, string, unknown]>([
    ['reads a whole number', { type: 'integer' }, ' 12 ', { value: 12 }],
    ['refuses half a one', { type: 'integer' }, '1.5', { error: 'Give a whole number.' }],
    [
      'knows its limits',
      { type: 'integer', minimum: 2, maximum: 9 },
      '10',
      { error: 'Give a number: 2 to 9.' },
    ],
    ['reads numbers as JSON does', { type: 'number' }, '1e-3', { value: new ExactNumber('1e-3') }],
    ['keeps that a number has a fraction', { type: 'number' }, '1.0', { value: new ExactNumber('1.0') }],
    [
      'keeps every digit of a whole number',
      { type: 'integer' },
      ' 9007199254740993',
      { value: new ExactNumber('9007199254740993') },
    ],
    ['reads a plus and zeros before', { type: 'integer' }, '+007', { value: 7 }],
    [
      'keeps every digit of a limit',
      { type: 'integer', maximum: new ExactNumber('9007199254740993') },
      '9007199254740994',
      { error: 'Give a number: at most 9007199254740993.' },
    ],
    [
      'keeps every digit in an array',
      { type: 'array' },
      '[12345678901234567890]',
      { value: [new ExactNumber('12345678901234567890')] },
    ],
    ['refuses words for numbers', { type: 'number' }, 'ten', { error: 'Give a number.' }],
    ['reads booleans', { type: 'boolean' }, 'false', { value: false }],
    ['reads a value of an enumeration by its type', { type: 'integer', enum: [1, 2] }, '2', { value: 2 }],
    ['keeps a date', { type: 'date' }, '2026-02-28', { value: '2026-02-28' }],
    [
      'refuses a date that does not exist',
      { type: 'date' },
      '2026-13-01',
      { error: 'Give a date such as 2026-11-21.' },
    ],
    [
      'keeps a time with its zone',
      { type: 'datetime' },
      '2026-11-21T06:00:00+09:00',
      { value: '2026-11-21T06:00:00+09:00' },
    ],
    ['reads an array', { type: 'array' }, '[1, "a"]', { value: [1, 'a'] }],
    ['refuses an object for an array', { type: 'array' }, '{}', { error: 'Give a JSON array.' }],
    ['is absent when empty', { type: 'integer' }, '', 'absent'],
    ['must be given when required', { type: 'integer', required: true }, '', { error: 'Give a value.' }],
    ['may become an empty string where the default is another', { default: 'x' }, '', { value: '' }],
  ])('%s', (_name, more, text, expected) => {
    expect(check(parameter(more), text)).toEqual(expected);
  });
});

describe('the form', () => {
  const parameters = [
    parameter({ name: 'factors', type: 'integer', default: 16 }),
    parameter({ name: 'weights', type: 'object', default: { a: 1 } }),
    parameter({ name: 'region', enum: ['eu', 'ap'], default: 'eu' }),
    parameter({ name: 'owner', required: true }),
  ];

  it('sends what an earlier run was given, digit by digit', () => {
    const values = '{"big":9007199254740993,"rate":1.0,"tree":{"a":[-0.0,18446744073709551616]},"one":2.50}';
    const answer = values.replace(
      /"(big|rate|tree|one)":((?:\{.*?\})|[^,}]+)/g,
      '"$1":{"value":$2,"source":"x"}',
    );
    const run = parseJson(`{"parameters":${answer}}`) as Run;
    const declared = [
      parameter({ name: 'big', type: 'integer', required: true }),
      parameter({ name: 'rate', type: 'number', default: 1 }),
      parameter({ name: 'tree', type: 'object' }),
      parameter({ name: 'one', type: 'number', enum: [1, new ExactNumber('2.50')] }),
    ];
    const built = build(declared, initialTexts(declared, givenParameters(run)));
    expect(built.errors).toEqual({});
    expect(writeJson(built.parameters)).toBe(values);
  });

  it('gives only what differs from the defaults', () => {
    const texts = { ...initialTexts(parameters), owner: 'ann', region: '"ap"' };
    expect(build(parameters, texts)).toEqual({ parameters: { owner: 'ann', region: 'ap' }, errors: {} });
  });

  it('opens with the values of another run', () => {
    const texts = initialTexts(parameters, { factors: 32, owner: 'bob' });
    expect(build(parameters, texts).parameters).toEqual({ factors: 32, owner: 'bob' });
  });

  it('names every field that is wrong', () => {
    const { errors } = build(parameters, { factors: 'x', weights: '[', region: '', owner: '' });
    expect(Object.keys(errors)).toEqual(['factors', 'weights', 'owner']);
  });
});

describe('an object typed by hand', () => {
  it('may be left empty', () => {
    expect(parseObject(' ')).toEqual({ value: {} });
  });

  it('must be an object', () => {
    expect(parseObject('[1]')).toHaveProperty('error');
    expect(parseObject('{a}')).toHaveProperty('error');
  });
});

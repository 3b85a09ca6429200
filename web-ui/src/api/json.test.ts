import { describe, expect, it } from 'vitest';

import { ExactNumber, parseJson, parseValue, showJson, writeJson } from './json';

const NUMBERS = [
  '9007199254740993',
  '-12345678901234567890123',
  '18446744073709551615',
  '0.1234567890123456789',
  '1.0',
  '-0.0',
  '-0',
  '1e400',
  '1E5',
  '2.50',
  '0',
  '-17',
  '0.1',
];

describe('a value', () => {
  it.each(NUMBERS)('keeps %s as it is written', (number) => {
    const texts = [number, `[${number}]`, `{"a":{"b":[1,${number},"${number}"]}}`];
    for (const text of texts) expect(writeJson(parseValue(text))).toBe(text);
  });

  it('keeps numbers beside any text', () => {
    const text = String.raw`{"\\":"\" 1.0 \\","1.0":["a\"1.0",1.0,"\u00001.0"],"__proto__":1.0}`;
    expect(writeJson(parseValue(text))).toBe(text);
    expect(writeJson(parseValue('[1.0]'), 2)).toBe('[\n  1.0\n]');
  });

  it.each(['01', '1.', '[1.0', '+1', '--1', '{"a":1.0 2}', 'NaN', ''])('refuses %s', (text) => {
    expect(() => parseValue(text)).toThrow(SyntaxError);
  });

  it('is read in the time of its length', () => {
    const text = `["${'\\\\'.repeat(2_000_000)}",1.0]`;
    expect(writeJson(parseValue(text))).toBe(text);
  });
});

describe('an answer', () => {
  it('has exact numbers where they would be changed, and in values', () => {
    const answer = parseJson(
      '{"seconds":12.0,"size":12345678901234567890,"run":{"parameters":{"a":{"value":1.0}},"outputs":{"b":[2e3]}}}',
    );
    expect(answer).toEqual({
      seconds: 12,
      size: new ExactNumber('12345678901234567890'),
      run: { parameters: { a: { value: new ExactNumber('1.0') } }, outputs: { b: [new ExactNumber('2e3')] } },
    });
  });

  it('is plain where nothing would change', () => {
    expect(parseJson('{"outputs":{"a":1,"b":0.5,"c":"1.0"}}')).toEqual({
      outputs: { a: 1, b: 0.5, c: '1.0' },
    });
  });
});

describe('a value for people', () => {
  it('has the words of numbers that JSON does not know', () => {
    const value = parseValue('{"a":[{"$number":"NaN"},{"$number":"-Infinity"}],"b":{"$number":"1"},"c":1.0}');
    expect(showJson(value)).toBe('{"a":[NaN,-Infinity],"b":{"$number":"1"},"c":1.0}');
    expect(writeJson(value)).toContain('{"$number":"NaN"}');
  });
});

import { describe, expect, it } from 'vitest';

import { continueText, excerpt } from './terminal';

describe('text that continues', () => {
  it.each([
    ['is appended', 'a\nb', 'c', 'a\nbc'],
    ['replaces its line after a carriage return', 'a\n10%', '\r20%', 'a\n20%'],
    ['keeps lines that end with CR LF', 'a', '\r\nb', 'a\nb'],
    ['waits with a carriage return at the end', '10%', '\r', '10%\r'],
    ['decides it when more comes', '10%\r', '20%', '20%'],
    ['decides it for a newline too', '10%\r', '\nnext', '10%\nnext'],
    ['takes the last of several', '', '1\r2\r3', '3'],
  ])('%s', (_name, before, more, after) => {
    expect(continueText(before, more)).toBe(after);
  });

  it('gives the same in pieces as in one', () => {
    const text = 'a\r\nb 1%\rb 2%\rb 3%\nc';
    for (let cut = 0; cut <= text.length; cut++) {
      expect(continueText(continueText('', text.slice(0, cut)), text.slice(cut))).toBe('a\nb 3%\nc');
    }
  });
});

describe('an excerpt', () => {
  it('is not made of text that is barely too long', () => {
    expect(excerpt('x\n'.repeat(20), 10, 5)).toBeNull();
  });

  it('keeps both ends and counts what is between', () => {
    const lines = Array.from({ length: 100 }, (_, i) => String(i)).join('\n');
    expect(excerpt(lines, 2, 3)).toEqual({ head: '0\n1', omitted: 95, tail: '97\n98\n99' });
  });
});

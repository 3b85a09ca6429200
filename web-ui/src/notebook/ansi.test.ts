import { describe, expect, it } from 'vitest';

import { parseAnsi, stripAnsi } from './ansi';

const E = '\u001b';

describe('terminal colours', () => {
  it('are parsed into segments of text and style', () => {
    expect(parseAnsi(`a${E}[31mred${E}[0m b`)).toEqual([
      { text: 'a', style: {} },
      { text: 'red', style: { fg: 1 } },
      { text: ' b', style: {} },
    ]);
  });

  it('keep what is not reset', () => {
    expect(parseAnsi(`${E}[1;4;32mx${E}[24my`).map((s) => s.style)).toEqual([
      { bold: true, underline: true, fg: 2 },
      { bold: true, underline: undefined, fg: 2 },
    ]);
  });

  it('come from 256 and from true colours', () => {
    expect(parseAnsi(`${E}[38;5;196mx`)[0]?.style.fg).toEqual([255, 0, 0]);
    expect(parseAnsi(`${E}[38;5;9mx`)[0]?.style.fg).toBe(9);
    expect(parseAnsi(`${E}[48;2;1;2;3mx`)[0]?.style.bg).toEqual([1, 2, 3]);
  });

  it('cannot put anything but numbers into a style', () => {
    expect(parseAnsi(`${E}[38;2;999;-5;1mx`)[0]?.style.fg).toBeUndefined();
    expect(parseAnsi(`${E}[38;2;999;5;1mx`)[0]?.style.fg).toEqual([255, 5, 1]);
  });
});

describe('other control sequences', () => {
  it.each([
    ['a title', `${E}]0;evil\u0007text`],
    ['a hyperlink', `${E}]8;;javascript:alert(1)${E}\\text${E}]8;;${E}\\`],
    ['cursor movement', `${E}[2J${E}[1;1Htext`],
    ['bells and nulls', '\u0007te\u0000xt'],
    ['an escape at the end', `text${E}`],
  ])('are left out: %s', (_name, input) => {
    expect(stripAnsi(input)).toBe('text');
  });

  it('leave markup as the text it is', () => {
    expect(parseAnsi('<img src=x onerror=alert(1)>')).toEqual([
      { text: '<img src=x onerror=alert(1)>', style: {} },
    ]);
  });
});

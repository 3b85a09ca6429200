import { describe, expect, it } from 'vitest';

import type { Cell, DataOutput, Json } from '../api/types';
import { frameHeight, isFrameAddress } from './frame';
import { highlight, languageOf } from './highlight';
import { framedTypes, imageAddress, preferredType } from './outputs';

const output = (data: Record<string, string>, otherTypes: string[] = []): DataOutput => ({
  type: 'display',
  data,
  otherTypes,
});

describe('an image', () => {
  it('becomes a data: address', () => {
    expect(imageAddress('image/png', 'aGk=\n')).toBe('data:image/png;base64,aGk=');
  });

  it.each<[string, string, Json]>([
    ['SVG', 'image/svg+xml', 'PHN2Zz4='],
    ['another type', 'text/html', 'aGk='],
    ['text that is not base64', 'image/png', 'x" onerror="alert(1)'],
    ['what is no text', 'image/png', { a: 1 }],
  ])('is refused as %s', (_name, type, value) => {
    expect(imageAddress(type, value)).toBeUndefined();
  });
});

describe('what this page shows of a display', () => {
  it('is the image before the text', () => {
    expect(preferredType(output({ 'text/plain': '<Figure>', 'image/png': 'aGk=' }))).toBe('image/png');
  });

  it('is nothing where the frame shows more than the plain text', () => {
    expect(preferredType(output({ 'text/plain': 'df' }, ['text/html']))).toBeUndefined();
  });

  it('is the text where the rest is data for programs', () => {
    expect(preferredType(output({ 'text/plain': '3' }, ['application/scrapbook.scrap.json+json']))).toBe(
      'text/plain',
    );
  });

  it('needs a frame once for each cell, whatever data for programs is there', () => {
    const cell = {
      outputs: [output({}, ['text/html']), output({}, ['text/html', 'application/papermill.record+json'])],
    } as Partial<Cell> as Cell;
    expect(framedTypes(cell)).toEqual(['text/html']);
  });
});

describe('a frame’s message', () => {
  const frame = {} as Window;
  const message = (data: unknown, source: unknown = frame) => ({ data, source }) as MessageEvent<unknown>;

  it('sets the height within its limits', () => {
    expect(frameHeight(message({ height: 120.4 }), frame)).toBe(121);
    expect(frameHeight(message({ height: 1e9 }), frame)).toBe(4000);
    expect(frameHeight(message({ height: -3 }), frame)).toBe(0);
  });

  it.each([
    ['from another window', message({ height: 10 }, {})],
    ['without a height', message({})],
    ['with words for a number', message({ height: '10' })],
    ['with no number', message({ height: NaN })],
    ['that is text', message('height')],
    ['that is null', message(null)],
  ])('is ignored %s', (_name, event) => {
    expect(frameHeight(event, frame)).toBeUndefined();
  });

  it('is ignored before the frame is there', () => {
    expect(frameHeight(message({ height: 10 }, null), null)).toBeUndefined();
  });
});

it('a frame’s address is a page, never a script', () => {
  expect(isFrameAddress('/frames/x?sig=1', 'https://host/')).toBe(true);
  expect(isFrameAddress('javascript:alert(1)', 'https://host/')).toBe(false);
  expect(isFrameAddress('data:text/html,x', 'https://host/')).toBe(false);
});

describe('highlighting', () => {
  it('keeps the code letter by letter', () => {
    const code = 'def f(x):\n    """doc"""\n    return f"{x}" + \'<b>\'  # & done\n';
    expect(
      highlight(code, 'python')
        .map((t) => t.text)
        .join(''),
    ).toBe(code);
    expect(highlight(code, 'python')[0]).toEqual({ text: 'def', kind: 'keyword' });
  });

  it('knows the language by the kernel, and Python where it does not', () => {
    expect(['python3', 'ir', 'bash', 'julia-1.11', undefined].map(languageOf)).toEqual([
      'python',
      'r',
      'bash',
      'julia',
      'python',
    ]);
  });
});

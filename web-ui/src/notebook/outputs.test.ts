import { describe, expect, it } from 'vitest';

import type { DataOutput } from '../api/types';
import { frameMessage, isFrameAddress, MAX_FRAME_HEIGHT } from './frame';
import { highlight, languageOf } from './highlight';
import { outputPlaces, shownForm } from './outputs';

const output = (data: Record<string, string>, otherTypes: string[] = []): DataOutput => ({
  type: 'display',
  data,
  otherTypes,
});

describe('a display is shown', () => {
  const html = { in: 'frame', types: ['text/html'] };

  it.each<[string, DataOutput, unknown]>([
    ['as its image, not its text', output({ 'text/plain': 'x', 'image/png': 'aGk=' }), 'image/png'],
    ['in a frame, as HTML and not as text', output({ 'text/plain': 'df' }, ['text/html']), html],
    ['in a frame, as HTML and not as an image', output({ 'image/png': 'aGk=' }, ['text/html']), html],
    [
      'as Markdown, not as an image',
      output({ 'image/png': 'aGk=', 'text/markdown': '*a*' }),
      'text/markdown',
    ],
    [
      'in a frame, as a drawing and not as an image',
      output({ 'image/png': 'aGk=' }, ['image/svg+xml']),
      { in: 'frame', types: ['image/svg+xml'] },
    ],
    [
      'as its image where a library’s own form cannot be shown',
      output({ 'image/png': 'aGk=' }, ['application/vnd.acme+json']),
      'image/png',
    ],
    [
      'in a frame, which names the form that cannot be shown',
      output({ 'text/plain': 'x' }, ['application/vnd.acme+json']),
      { in: 'frame', types: ['application/vnd.acme+json'] },
    ],
    [
      'as its text while a widget has no saved state',
      output({ 'text/plain': 'IntSlider(value=7)' }, ['application/vnd.jupyter.widget-view+json']),
      'text/plain',
    ],
    [
      'as its text where the rest is data for programs',
      output({ 'text/plain': '3' }, ['application/scrapbook.scrap.json+json']),
      'text/plain',
    ],
    [
      'not at all where there are only data for programs',
      output({}, ['application/papermill.record+json']),
      undefined,
    ],
  ])('%s', (_name, display, shown) => {
    expect(shownForm(display)).toEqual(typeof shown === 'string' ? { in: 'page', type: shown } : shown);
  });
});

describe('a frame’s message', () => {
  const frame = {} as Window;
  const message = (data: unknown, source: unknown = frame) => ({ data, source }) as MessageEvent<unknown>;

  it('says that the frame is there', () => {
    expect(frameMessage(message({ ready: true }), frame)).toEqual({ ready: true });
  });

  it('sets the height within its limits', () => {
    expect(frameMessage(message({ size: 120.4 }), frame)).toEqual({ height: 121 });
    expect(frameMessage(message({ size: 1e9 }), frame)).toEqual({ height: MAX_FRAME_HEIGHT });
    expect(frameMessage(message({ size: -3 }), frame)).toEqual({ height: 0 });
  });

  it.each([
    ['from another window', message({ size: 10 }, {})],
    ['without a height', message({})],
    ['with words for a number', message({ size: '10' })],
    ['with no number', message({ size: NaN })],
    ['that is only nearly ready', message({ ready: 'yes' })],
    ['that is text', message('size')],
    ['that is null', message(null)],
  ])('is ignored %s', (_name, event) => {
    expect(frameMessage(event, frame)).toBeUndefined();
  });

  it('is ignored before the frame is there', () => {
    expect(frameMessage(message({ size: 10 }, null), null)).toBeUndefined();
  });
});

describe('outputs of one viewer', () => {
  const chart = (viewer: 'plotly' | 'vega'): DataOutput => ({
    ...output({ 'text/plain': 'chart' }, ['application/vnd.x+json']),
    viewer,
  });
  const nothing = output({}, []);
  const text = { type: 'stream' as const, name: 'stdout' as const, text: 'x' };
  const places = (...outputs: Parameters<typeof outputPlaces>[0]) =>
    outputPlaces(outputs).map(({ first, last, viewer }) => [first, last, viewer]);

  it('share a place with their neighbours, also across what shows nothing', () => {
    expect(places(chart('plotly'), nothing, chart('plotly'), chart('vega'))).toEqual([
      [0, 2, 'plotly'],
      [3, 3, 'vega'],
    ]);
  });

  it('stand apart with something else between them', () => {
    expect(places(chart('plotly'), text, chart('plotly'))).toEqual([
      [0, 0, 'plotly'],
      [1, 1, undefined],
      [2, 2, 'plotly'],
    ]);
  });

  it('are the only ones that share: tables have a place each', () => {
    const table = output({}, ['text/html']);
    expect(places(table, table)).toEqual([
      [0, 0, undefined],
      [1, 1, undefined],
    ]);
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

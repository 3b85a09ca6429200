import { describe, expect, it } from 'vitest';

import { imageSource, rasterAddress } from './images';

describe('a raster image', () => {
  it('becomes a data: address', () => {
    expect(rasterAddress('image/png', 'aGk=\n')).toBe('data:image/png;base64,aGk=');
  });

  it.each([
    ['SVG', 'image/svg+xml', 'PHN2Zz4='],
    ['another type', 'text/html', 'aGk='],
    ['text that is not base64', 'image/png', 'x" onerror="alert(1)'],
  ])('is refused as %s', (_name, type, value) => {
    expect(rasterAddress(type, value)).toBeUndefined();
  });
});

describe('an image in Markdown', () => {
  const sources = {
    attachments: { 'my plot.png': { 'image/png': 'aGk=' }, 'a.svg': { 'image/svg+xml': 'PHN2Zz4=' } },
    ofProject: (path: string) => `/images?path=${path}`,
  };

  it.each([
    ['an attachment', 'attachment:my%20plot.png', 'data:image/png;base64,aGk='],
    ['an attachment that is no raster image', 'attachment:a.svg', undefined],
    ['an attachment that is not there', 'attachment:toString', undefined],
    ['a file beside the notebook', 'images/a.png', '/images?path=images/a.png'],
    ['a file above it', '../a%20b.png', '/images?path=../a b.png'],
    ['data', 'data:image/png;base64,aGk=', 'data:image/png;base64,aGk='],
    ['data of a drawing', 'data:image/svg+xml;base64,PHN2Zz4=', undefined],
    ['another host', 'https://evil.example/a.png', undefined],
    ['another host, by this scheme', '//evil.example/a.png', undefined],
    ['another host, with backslashes', '\\\\evil.example/a.png', undefined],
    ['another host, encoded', '%2F%2Fevil.example/a.png', undefined],
    ['a path of the server', '/api/v1/logout', undefined],
    ['a script', 'javascript:alert(1)', undefined],
    ['nothing', '', undefined],
  ])('may be %s', (_name, address, expected) => {
    expect(imageSource(address, sources)).toBe(expected);
  });

  it('has no files where no project is known', () => {
    expect(imageSource('a.png')).toBeUndefined();
  });
});

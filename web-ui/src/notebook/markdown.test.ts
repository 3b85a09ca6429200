// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';

import { renderMarkdown } from './markdown';

function render(source: string): HTMLElement {
  const box = document.createElement('div');
  box.append(renderMarkdown(source));
  return box;
}

const SAFE = new Set(
  'A BLOCKQUOTE BR CODE DEL EM H1 H2 H3 H4 H5 H6 HR LI OL P PRE S STRONG TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);

describe('markdown', () => {
  it('has headings, emphasis, lists, code and tables', () => {
    const box = render('# T\n\n*a* **b** `c`\n\n- x\n- y\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(box.querySelector('h1')?.textContent).toBe('T');
    expect(box.querySelectorAll('li')).toHaveLength(2);
    expect(box.querySelectorAll('td')).toHaveLength(2);
    expect(box.querySelector('code')?.textContent).toBe('c');
  });

  it('opens links elsewhere, without a way back', () => {
    const link = render('[x](https://example.org/a)').querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://example.org/a');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer');
    expect(link?.getAttribute('target')).toBe('_blank');
  });

  it('shows raw HTML as the text it is', () => {
    const box = render('<script>alert(1)</script> <b>x</b>');
    expect(box.textContent).toContain('<script>alert(1)</script> <b>x</b>');
    expect(box.querySelector('script, b')).toBeNull();
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event handler', '<img src=x onerror="alert(1)">'],
    ['SVG', '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>'],
    ['MathML with mutation', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>'],
    ['an inline frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
    ['a form', '<form action="https://evil.example"><input name=x><button>Sign in</button></form>'],
    ['a base address', '<base href="https://evil.example/">'],
    ['a style', '<style>* { background: url(https://evil.example) }</style>'],
    ['an image, which would call home', '![x](https://evil.example/beacon.png)'],
    ['an image of data', '![x](data:image/svg+xml;base64,PHN2Zz4=)'],
    ['a javascript link', '[x](javascript:alert(1))'],
    [
      'a javascript link in disguise',
      '[x](java&#115;cript:alert(1)) [y](\u0001javascript:alert(1)) [z](JaVaScRiPt:alert(1))',
    ],
    ['a data link', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['a link by vbscript or file', '[x](vbscript:x) [y](file:///etc/passwd) <javascript:alert(1)>'],
    ['a link by reference', '[x][1]\n\n[1]: javascript:alert(1)'],
    ['an attribute in a title', '[x](https://e.example "\\" onmouseover=alert(1) x=\\"")'],
    [
      'code fences with markup',
      '```"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```',
    ],
    ['clobbering by id and name', '<a id=location name=cookie href="https://e.example">x</a>'],
  ])('is harmless with %s', (_name, source) => {
    const box = render(source);
    for (const element of box.querySelectorAll('*')) {
      expect(SAFE.has(element.tagName), element.tagName).toBe(true);
      for (const { name, value } of element.attributes) {
        expect(['href', 'rel', 'target', 'start']).toContain(name);
        if (name === 'href') expect(value).toMatch(/^(https?:|mailto:)/);
      }
    }
  });
});

// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';

import { renderLatex, renderMarkdown } from './markdown';

function render(source: string, as = renderMarkdown): HTMLElement {
  const box = document.createElement('div');
  box.append(as(source));
  return box;
}

const SAFE = new Set(
  'A B BLOCKQUOTE BR CODE DEL DIV EM H1 H2 H3 H4 H5 H6 HR IMG INPUT LI OL P PRE S SECTION SPAN STRONG SUP TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);

/** Elements and attributes that formulas may have besides. */
const SAFE_MATH =
  /^(math|menclose|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|semantics|svg|path)$/;
const CALLING = /^(on|href|src|id|name|action|xlink)/i;

/** What links and footnotes have, and code. */
const ATTRIBUTES =
  /^(href|rel|target|start|type|disabled|checked|aria-label|alt|title|id|class|data-kind|style)$/;

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

  it('has inline HTML, without what acts', () => {
    const box = render('<script>alert(1)</script> <b onclick="alert(1)">x</b> H<sub>2</sub>O');
    expect(box.textContent.trim()).toBe('x H2O');
    expect(box.querySelectorAll('b, sub')).toHaveLength(2);
    expect(box.querySelector('script, [onclick]')).toBeNull();
  });

  it('aligns the columns of tables', () => {
    const box = render('| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |');
    const aligned = [...box.querySelectorAll('td')].map((cell) => cell.style.textAlign);
    expect(aligned).toEqual(['left', 'center', 'right']);
  });

  it('has boxes for tasks, which cannot be ticked', () => {
    const box = render('- [ ] open\n- [x] done\n- [link](https://e.example)\n- [x]none');
    const boxes = [...box.querySelectorAll('input')];
    expect(boxes.map((b) => [b.type, b.disabled, b.checked])).toEqual([
      ['checkbox', true, false],
      ['checkbox', true, true],
    ]);
    expect([...box.querySelectorAll('li.task')].map((item) => item.textContent.trim())).toEqual([
      'open',
      'done',
    ]);
  });

  it('colours fenced code by its language, and leaves other code as it is', () => {
    const box = render('```sql\nSELECT 1\n```\n\n```brainfuck\n<b>+</b>\n```');
    expect(box.querySelector('[data-kind=keyword]')?.textContent).toBe('SELECT');
    expect(box.querySelectorAll('pre')[1]?.textContent).toBe('<b>+</b>\n');
  });

  it('has footnotes that lead there and back, also twice on one page', () => {
    const [one, other] = [render('a[^1] b^[inline]\n\n[^1]: *note*'), render('a[^1]\n\n[^1]: note')];
    const links = [...one.querySelectorAll('a')];
    expect(links).toHaveLength(4);
    for (const link of links) {
      expect(one.querySelector(`[id="${link.getAttribute('href')?.slice(1) ?? ''}"]`)).not.toBeNull();
      expect(link.target).toBe('');
    }
    expect(one.querySelector('.footnotes em')?.textContent).toBe('note');
    expect(other.querySelector('.footnotes li')?.id).not.toBe(one.querySelector('.footnotes li')?.id);
  });

  it('shows images of the notebook and of the project; those of other hosts are links', () => {
    const box = document.createElement('div');
    box.append(
      renderMarkdown(
        '![a](attachment:x.png) ![b](img/y.png) <img src="img/z.png" width="90"> ![far](https://evil.example/z.png)',
        { attachments: { 'x.png': { 'image/png': 'aGk=' } }, ofProject: (path) => `/files/${path}` },
      ),
    );
    expect([...box.querySelectorAll('img')].map((image) => image.getAttribute('src'))).toEqual([
      'data:image/png;base64,aGk=',
      '/files/img/y.png',
      '/files/img/z.png',
    ]);
    expect(box.querySelector('a')?.href).toBe('https://evil.example/z.png');
    expect(box.querySelector('a')?.textContent).toBe('Image: far');
  });

  it('keeps styles of text, and none that moves or loads', () => {
    const box = render(
      '<span style="color: red; position: fixed; top: 0; background-color: #ff0; background-image: url(https://evil.example)">x</span>' +
        '<div class="alert alert-info">y</div><div class="mantine-Button-root">z</div>',
    );
    expect(box.querySelector('span')?.getAttribute('style')?.replaceAll(' ', '')).toMatch(
      /^color:red;background-color:(#ff0|rgb\(255,255,0\))$/,
    );
    expect([...box.querySelectorAll('div')].map((div) => div.className)).toEqual(['alert alert-info', '']);
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
        expect(name).toMatch(ATTRIBUTES);
        if (name === 'style') expect(value).not.toMatch(/url|position/);
        if (name === 'href') expect(value).toMatch(/^(https?:|mailto:)/);
      }
    }
  });
});

describe('formulas', () => {
  const formulas = (source: string, as = renderMarkdown) =>
    [...render(source, as).querySelectorAll('math')].map(
      (math) => `${math.getAttribute('display') === 'block' ? 'block' : 'inline'} ${math.textContent}`,
    );

  it.each([
    ['$x^2$', ['inline x2']],
    ['a $a_1$ and $b_1$', ['inline a1', 'inline b1']],
    ['$$x+y$$', ['block x+y']],
    ['$$\nx\n+y\n$$', ['block x+y']],
    ['Text\n$$\nx\n$$\nmore', ['block x']],
    ['in a line $$x$$ too', ['block x']],
    ['- item\n\n  $$\n  z\n  $$', ['block z']],
    ['> $$z$$', ['block z']],
    ['\\begin{align}\na &= b\n\\end{align}', ['block a=b']],
    ['costs \\$5 and $x$', ['inline x']],
    ['$\\$5$', ['inline $5']],
  ])('are read from %j', (source, found) => {
    expect(formulas(source)).toEqual(found);
  });

  it.each([
    'costs $5 to $10 a day',
    '$ x$ and $x $',
    '`$x$` is code',
    '    $$x$$',
    '```\n$$x$$\n```',
    'an open $x',
    '$$',
    '$$ open\n\nx$$',
    '\\begin{align} open',
    'before `a$b` and `c$d`',
  ])('are not read from %j', (source) => {
    expect(formulas(source)).toEqual([]);
  });

  it('are shown as they were written when they are none', () => {
    const box = render('$\\frac{$');
    expect(box.querySelector('math')).toBeNull();
    expect(box.querySelector('code')?.textContent).toBe('\\frac{');
  });

  it('are there to look at and to be read out, without their source', () => {
    const box = render('$\\alpha$');
    expect(box.querySelector('.katex-html[aria-hidden=true]')?.textContent).toBe('α');
    expect(box.querySelector('.katex-mathml')?.textContent).toBe('α');
  });

  it('have matrices with all cells, rules and brackets', () => {
    const box = render(
      '$$\\left[\\begin{array}{cc|c} 1 & 2 & 3 \\\\ \\hline 4 & 5 & 6 \\end{array}\\right]$$',
    );
    const columns = [...box.querySelectorAll('.katex-html .mtable > :is(.col-align-c)')];
    expect(columns.map((column) => column.textContent.replaceAll('\u200b', ''))).toEqual(['14', '25', '36']);
    expect(box.querySelectorAll('.katex-html .vertical-separator')).toHaveLength(1);
    expect(box.querySelectorAll('.katex-html .katex-hline')).toHaveLength(1);
  });

  it('stand between text in a LaTeX output, whose other marks are text', () => {
    expect(formulas('$\\displaystyle x$', renderLatex)).toEqual(['inline x']);
    const box = render('*a* <b>c</b> $x$ [l](https://e.example)', renderLatex);
    expect(box.textContent.trim()).toMatch(/^\*a\* <b>c<\/b> xx? \[l\]\(https:\/\/e\.example\)$/);
    expect(box.querySelector('em, b, a')).toBeNull();
  });

  it.each([
    ['a javascript link', '$\\href{javascript:alert(1)}{x}$'],
    ['a link', '$\\url{https://evil.example}$'],
    ['an image', '$\\includegraphics[height=1em]{https://evil.example/beacon.png}$'],
    ['attributes', '$\\htmlId{location}{x}\\htmlClass{c}{x}\\htmlStyle{color:red}{x}\\htmlData{a=b}{x}$'],
    ['markup in text', '$\\text{<img src=x onerror=alert(1)><script>alert(1)</script>}$'],
    ['markup in its source', '$x<script>alert(1)</script><img src=x onerror=alert(1)>$'],
    ['the end of the annotation', '$x \\text{</annotation></semantics></math><img src=x onerror=alert(1)>}$'],
    ['a breakout by style', '$\\text{</mtext><mglyph><style><img src=x onerror=alert(1)>}$'],
    ['markup in what is no formula', '$\\frac{<img src=x onerror=alert(1)>$'],
    ['a colour that is none', '$\\color{red" onmouseover="alert(1)}x$'],
    ['an address in a colour', '$\\textcolor{url(https://evil.example)}{x}$'],
    ['markup in an environment', '\\begin{align}<script>alert(1)</script>\n\\end{align}'],
  ])('are harmless with %s', (_name, source) => {
    for (const as of [renderMarkdown, renderLatex]) {
      for (const element of render(source, as).querySelectorAll('*')) {
        expect(SAFE.has(element.tagName) || SAFE_MATH.test(element.tagName), element.tagName).toBe(true);
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(CALLING);
          expect(value).not.toMatch(name === 'style' ? /url|[<>]|position: ?[^r]/ : /[<>()]/);
        }
      }
    }
  });

  it.each([
    ['a macro that calls itself', '$\\def\\a{\\a\\a}\\a$'],
    [
      'macros that double',
      `$\\def\\a{xx}${Array.from({ length: 20 }, (_, i) => `\\def\\${'b'.repeat(i + 1)}{\\${i === 0 ? 'a' : 'b'.repeat(i)}\\${i === 0 ? 'a' : 'b'.repeat(i)}}`).join('')}\\${'b'.repeat(20)}$`,
    ],
    ['deep nesting', `$${'{'.repeat(2400)}x${'}'.repeat(2400)}$`],
    ['great length', `$${'x+'.repeat(100_000)}x$`],
    ['many dollars', '$'.repeat(20_000)],
    ['many open formulas', '$x '.repeat(20_000)],
  ])('do not hold the page up with %s', (_name, source) => {
    const begin = performance.now();
    render(source);
    expect(performance.now() - begin).toBeLessThan(3000);
  });

  it('keep a rule within the page', () => {
    const sizes = [...render('$\\rule{10000em}{10000em}$').querySelectorAll('mspace')].map((space) =>
      Number.parseFloat(space.getAttribute('width') ?? ''),
    );
    expect(sizes).toEqual([20]);
  });

  it('end with their macros', () => {
    expect(formulas('$\\gdef\\a{x}\\a$')).toEqual(['inline x']);
    expect(formulas('$\\a$')).toEqual([]);
  });
});

import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

import { mathPlugin } from './math';

/** Raw HTML in markdown is shown as the text it is; images are made of links, which load nothing by themselves. */
const renderer = new MarkdownIt({ html: false, linkify: true, typographer: false });
renderer.disable('image');
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const ALLOWED_LINK = /^(?:https?:|mailto:)/i;
renderer.validateLink = (url) => ALLOWED_LINK.test(url.trim());
renderer.use(mathPlugin);

/** Text and formulas, nothing else. */
const latexRenderer = new MarkdownIt('zero').use(mathPlugin);

const TAGS = [
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
];

/** What formulas are made of. `semantics` and its `annotation`, the formula's source, are left out. */
const MATH_TAGS = [
  'math',
  'menclose',
  'mfrac',
  'mi',
  'mn',
  'mo',
  'mover',
  'mpadded',
  'mphantom',
  'mroot',
  'mrow',
  'mspace',
  'msqrt',
  'mstyle',
  'msub',
  'msubsup',
  'msup',
  'mtable',
  'mtd',
  'mtext',
  'mtr',
  'munder',
  'munderover',
];

const MATH_ATTRIBUTES = [
  'accent',
  'accentunder',
  'columnalign',
  'columnspacing',
  'depth',
  'display',
  'displaystyle',
  'fence',
  'height',
  'largeop',
  'linethickness',
  'lspace',
  'mathbackground',
  'mathcolor',
  'mathsize',
  'mathvariant',
  'maxsize',
  'minsize',
  'notation',
  'rowspacing',
  'rspace',
  'scriptlevel',
  'separator',
  'stretchy',
  'voffset',
  'width',
];

const purifier = DOMPurify(window);

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') {
    node.removeAttribute('href');
    return;
  }
  if (!ALLOWED_LINK.test(node.getAttribute('href') ?? '')) node.removeAttribute('href');
  node.setAttribute('rel', 'noopener noreferrer');
  node.setAttribute('target', '_blank');
});

/**
 * Markdown as a piece of document that is safe in the page: no raw HTML, no images, no attributes beyond a link's
 * address and what formulas need, links to http, https and mail only. Two layers: the renderer escapes markup, and the
 * sanitiser keeps only listed elements.
 */
export function renderMarkdown(source: string): DocumentFragment {
  return sanitise(renderer.render(source));
}

/** A text/latex output: formulas between text, as safe as markdown. */
export function renderLatex(source: string): DocumentFragment {
  return sanitise(latexRenderer.render(source));
}

function sanitise(markup: string): DocumentFragment {
  return purifier.sanitize(markup, {
    ALLOWED_TAGS: [...TAGS, ...MATH_TAGS],
    ALLOWED_ATTR: ['href', 'start', ...MATH_ATTRIBUTES],
    ADD_FORBID_CONTENTS: ['annotation'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

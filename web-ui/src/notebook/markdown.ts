import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/** Raw HTML in markdown is shown as the text it is; images are made of links, which load nothing by themselves. */
const renderer = new MarkdownIt({ html: false, linkify: true, typographer: false });
renderer.disable('image');
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

const ALLOWED_LINK = /^(?:https?:|mailto:)/i;
renderer.validateLink = (url) => ALLOWED_LINK.test(url.trim());

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

const purifier = DOMPurify(window);

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return;
  if (!ALLOWED_LINK.test(node.getAttribute('href') ?? '')) node.removeAttribute('href');
  node.setAttribute('rel', 'noopener noreferrer');
  node.setAttribute('target', '_blank');
});

/**
 * Markdown as a piece of document that is safe in the page: no raw HTML, no images, no attributes beyond a link's
 * address, links to http, https and mail only. Two layers: the renderer escapes markup, and the sanitiser keeps only
 * listed elements. The headings are two levels lower, below the page's own.
 */
export function renderMarkdown(source: string): DocumentFragment {
  return purifier.sanitize(renderer.render(source), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

import DOMPurify from 'dompurify';

import { externalAddress, imageSource, type ImageSources } from './images';

const TAGS = (
  'a abbr b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font ' +
  'h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp section small span strike strong sub summary sup ' +
  'table tbody td tfoot th thead tr tt u ul var'
).split(' ');

const ATTRIBUTES = (
  'align alt checked class color colspan data-formula data-kind height href id open reversed rowspan src start style ' +
  'title type width'
).split(' ');

/** Classes that our own style sheet knows. Others could make markup look like the application. */
const CLASSES =
  /^(?:alert|alert-(?:info|success|warning|danger)|footnotes|footnotes-list|footnotes-sep|footnote-(?:item|ref|backref)|tasks|task)$/;

/** Nothing that moves an element out of its place or loads something. */
const STYLES = [
  'color',
  'background-color',
  'text-align',
  'vertical-align',
  'font-weight',
  'font-style',
  'text-decoration',
];
const STYLE_VALUE = /^(?:[#\w.%-]+|(?:rgb|hsl)a?\([\d\s.,%/]+\))$/;

const EXTERNAL = /^(?:https?:|mailto:)/i;

interface Context {
  /** Part of the ids of this piece's footnotes. */
  piece: string;
  images?: ImageSources;
}

const purifier = DOMPurify(window);

/** What the hooks of the sanitiser work for; it is called for one piece at a time. */
let context: Context = { piece: '' };

purifier.addHook('afterSanitizeAttributes', (element) => {
  keepLink(element);
  keepImage(element);
  keepFormPart(element);
  keepOnly(element, 'id', (id) => isFootnote(id));
  keepOnly(element, 'class', (classes) => classes.split(/\s+/).every((name) => CLASSES.test(name)));
  const style = element.getAttribute('style');
  if (style !== null) keepStyle(element, (element as HTMLElement).style);
});

/**
 * Markup as a piece of document that is safe in the page: listed elements and attributes, links to http, https, mail
 * and the piece's own footnotes, images of the notebook and its project, and styles of text.
 */
export function sanitise(markup: string, given: Context): DocumentFragment {
  context = given;
  const piece = purifier.sanitize(markup, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_UNKNOWN_PROTOCOLS: true,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const image of piece.querySelectorAll('img:not([src])')) image.replaceWith(insteadOf(image));
  return piece;
}

function keepLink(element: Element): void {
  const address = element.getAttribute('href');
  if (address === null) return;
  if (element.nodeName === 'A' && address.startsWith('#') && isFootnote(address.slice(1))) return;
  if (element.nodeName !== 'A' || !EXTERNAL.test(address)) {
    element.removeAttribute('href');
    return;
  }
  element.setAttribute('rel', 'noopener noreferrer');
  element.setAttribute('target', '_blank');
}

/** Decided before the image is part of the page: from then on it would be loaded. */
function keepImage(element: Element): void {
  const address = element.getAttribute('src');
  if (address === null) return;
  const source = element.nodeName === 'IMG' ? imageSource(address, context.images) : undefined;
  if (source !== undefined) {
    element.setAttribute('src', source);
    return;
  }
  element.removeAttribute('src');
  const elsewhere = externalAddress(address);
  if (elsewhere !== undefined) element.setAttribute('title', elsewhere);
}

/** An image of another host is a link to it: nothing is loaded from there by looking at a notebook. */
function insteadOf(image: Element): Node {
  const words = image.getAttribute('alt') ?? '';
  const address = externalAddress(image.getAttribute('title') ?? '');
  if (address === undefined) return document.createTextNode(words === '' ? '' : `[${words}]`);
  const link = document.createElement('a');
  link.textContent = `Image: ${words === '' ? address : words}`;
  link.href = address;
  link.rel = 'noopener noreferrer';
  link.target = '_blank';
  return link;
}

/** The box of a task is the only part of a form. */
function keepFormPart(element: Element): void {
  if (element.nodeName !== 'INPUT') {
    element.removeAttribute('type');
    return;
  }
  const checked = element.hasAttribute('checked');
  for (const name of element.getAttributeNames()) element.removeAttribute(name);
  element.setAttribute('type', 'checkbox');
  element.setAttribute('disabled', '');
  if (checked) element.setAttribute('checked', '');
  element.setAttribute('aria-label', checked ? 'done' : 'to do');
}

function isFootnote(id: string): boolean {
  return new RegExp(`^fn(?:ref)?-${context.piece}-\\d+(?::\\d+)?$`).test(id);
}

function keepOnly(element: Element, name: string, isAllowed: (value: string) => boolean): void {
  const value = element.getAttribute(name);
  if (value !== null && !isAllowed(value)) element.removeAttribute(name);
}

function keepStyle(element: Element, style: CSSStyleDeclaration): void {
  const kept = STYLES.map((name) => [name, style.getPropertyValue(name)] as const).filter(([, value]) =>
    STYLE_VALUE.test(value),
  );
  if (kept.length === 0) element.removeAttribute('style');
  else element.setAttribute('style', kept.map(([name, value]) => `${name}:${value}`).join(';'));
}

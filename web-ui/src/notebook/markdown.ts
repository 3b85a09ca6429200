import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';

import { highlight } from './highlight';
import type { ImageSources } from './images';
import { placeFormulas } from './formulas';
import { mathPlugin } from './math';
import { sanitise } from './sanitise';
import { taskLists } from './taskLists';

/** Raw HTML passes here and is sanitised afterwards; addresses that run something are not read as links. */
const renderer = new MarkdownIt({
  html: true,
  linkify: true,
  typographer: false,
  highlight: highlightedFence,
});
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
renderer.use(mathPlugin).use(footnotes).use(taskLists);

/** Text and formulas, nothing else. */
const latexRenderer = new MarkdownIt('zero').use(mathPlugin);

/** Footnotes of two pieces of Markdown on one page have different ids. */
let pieces = 0;

/**
 * Markdown as a piece of document that is safe in the page; see sanitise for what passes. The formulas are placed
 * afterwards, so that a notebook's own markup never has what formulas are allowed.
 */
export function renderMarkdown(source: string, images?: ImageSources): DocumentFragment {
  const piece = `n${++pieces}`;
  const formulas: string[] = [];
  const markup = renderer.render(source, { docId: piece, formulas });
  return placeFormulas(sanitise(markup, { piece, images }), formulas);
}

/** A text/latex output: formulas between text, as safe as markdown. */
export function renderLatex(source: string): DocumentFragment {
  const formulas: string[] = [];
  const markup = latexRenderer.render(source, { formulas });
  return placeFormulas(sanitise(markup, { piece: 'none' }), formulas);
}

function highlightedFence(code: string, info: string): string {
  const language = info.replace(/^\{?\.?/, '').replace(/\}$/, '');
  return highlight(code, language.toLowerCase())
    .map(({ text, kind }) => {
      const escaped = renderer.utils.escapeHtml(text);
      return kind === undefined
        ? escaped
        : `<span data-kind="${renderer.utils.escapeHtml(kind)}">${escaped}</span>`;
    })
    .join('');
}

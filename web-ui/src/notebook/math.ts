import katex from 'katex';
import type { MarkdownIt } from 'markdown-it';

/** A formula longer than this is shown as its source: reading it would hold the page up. */
const MAX_LENGTH = 5000;

/**
 * A TeX formula as markup (HTML to look at, MathML to be read out), or undefined when it is not one that can be shown. Without trust: no links, images or
 * markup of the formula's own. Macros expand and sizes grow within bounds, and end with the formula.
 */
export function renderMath(tex: string, display: boolean): string | undefined {
  if (tex.length > MAX_LENGTH) return undefined;
  try {
    return katex.renderToString(tex, {
      output: 'htmlAndMathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxExpand: 300,
      maxSize: 20,
    });
  } catch {
    // Not TeX, or nested too deeply for the stack.
    return undefined;
  }
}

const DOLLAR = 0x24;
const BACKSLASH = 0x5c;

/**
 * Formulas in markdown, as notebooks write them: `$…$` in a line, `$$…$$` and `\begin{…}…\end{…}` on their own. A
 * dollar before a space, or one that a digit follows, is money.
 */
export function mathPlugin(md: MarkdownIt): void {
  md.inline.ruler.before('escape', 'math', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== DOLLAR) return false;
    const found = inlineFormula(state.src, state.pos, state.posMax);
    if (found === undefined) return false;
    if (!silent) {
      const token = state.push('math', '', 0);
      token.content = found.tex;
      token.meta = { display: found.display };
    }
    state.pos = found.end;
    return true;
  });
  md.block.ruler.before(
    'paragraph',
    'math',
    (state, start, end, silent) => {
      if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
      const closing = closingOf(lineOf(start));
      if (closing === undefined) return false;
      let line = start;
      while (!closing(lineOf(line), line === start)) {
        if (++line >= end || state.isEmpty(line)) return false;
      }
      if (silent) return true;
      const token = state.push('math', '', 0);
      const text = state.getLines(start, line + 1, state.blkIndent, false).trim();
      token.content = text.startsWith('$$') ? text.slice(2, -2).trim() : text;
      token.meta = { display: true };
      token.block = true;
      token.map = [start, line + 1];
      state.line = line + 1;
      return true;

      function lineOf(number: number): string {
        return state.src
          .slice((state.bMarks[number] ?? 0) + (state.tShift[number] ?? 0), state.eMarks[number])
          .trimEnd();
      }
    },
    { alt: ['paragraph', 'blockquote', 'list'] },
  );
  // The markup leaves a place for the formula; see formulas.ts.
  md.renderer.rules.math = (tokens, index, _options, env) => {
    const token = tokens[index];
    const tex = token?.content ?? '';
    const formula = renderMath(tex, (token?.meta as { display: boolean }).display);
    const formulas = (env as { formulas: string[] }).formulas;
    const math =
      formula === undefined
        ? `<code>${md.utils.escapeHtml(tex)}</code>`
        : `<span data-formula="${formulas.push(formula) - 1}"></span>`;
    return token?.block ? `<p>${math}</p>\n` : math;
  };
}

/** Whether a line ends the formula that this line begins; undefined when it begins none. */
function closingOf(first: string): ((line: string, isFirst: boolean) => boolean) | undefined {
  if (first.startsWith('$$'))
    return (line, isFirst) => line.endsWith('$$') && !(isFirst && line.length < 4) && !line.endsWith('\\$$');
  const environment = /^\\begin\{([a-zA-Z]+\*?)\}/.exec(first)?.[1];
  if (environment === undefined) return undefined;
  return (line) => line.endsWith(`\\end{${environment}}`);
}

/** The formula that begins with the dollar at `start`. */
function inlineFormula(
  text: string,
  start: number,
  limit: number,
): { tex: string; display: boolean; end: number } | undefined {
  const display = text.charCodeAt(start + 1) === DOLLAR;
  const width = display ? 2 : 1;
  const begin = start + width;
  for (let at = begin; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === DOLLAR) {
      if (display && text.charCodeAt(at + 1) !== DOLLAR) continue;
      const tex = text.slice(begin, at);
      const end = at + width;
      if (tex.trim() === '' || end > limit) return undefined;
      if (!display && (/^\s|\s$/.test(tex) || /[0-9]/.test(text.charAt(end)))) return undefined;
      return { tex, display, end };
    }
  }
  return undefined;
}

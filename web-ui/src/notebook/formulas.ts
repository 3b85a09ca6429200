import DOMPurify from 'dompurify';

/** Styles as KaTeX writes them: lengths and colours. Nothing is loaded, and nothing leaves its place in the page. */
const STYLE = /^(?:[a-z-]+:[-\w\s.#%+*/()]+;?)*$/;
const UNWANTED = /url|position:\s*(?:fixed|absolute|sticky)|z-index/i;

const purifier = DOMPurify(window);

purifier.addHook('afterSanitizeAttributes', (element) => {
  element.removeAttribute('href');
  const style = element.getAttribute('style') ?? '';
  if (!STYLE.test(style) || UNWANTED.test(style)) element.removeAttribute('style');
});

/** Puts the formulas, as math.ts rendered them, in the places that it left for them. */
export function placeFormulas(piece: DocumentFragment, formulas: string[]): DocumentFragment {
  for (const place of piece.querySelectorAll('[data-formula]')) {
    const formula = formulas[Number(place.getAttribute('data-formula'))];
    if (formula === undefined) place.removeAttribute('data-formula');
    else place.replaceWith(sanitiseFormula(formula));
  }
  return piece;
}

/** The second lock: KaTeX writes nothing else by itself. Its source, an `annotation`, is left out. */
function sanitiseFormula(markup: string): DocumentFragment {
  return purifier.sanitize(markup, {
    USE_PROFILES: { html: true, mathMl: true, svg: true },
    FORBID_TAGS: ['a', 'annotation', 'img', 'image', 'style', 'form', 'input', 'button', 'use'],
    FORBID_ATTR: ['id', 'name', 'src', 'action', 'xlink:href'],
    ADD_FORBID_CONTENTS: ['annotation'],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

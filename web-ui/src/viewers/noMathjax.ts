/** BokehJS would bring MathJax for formulas in labels; without it they are shown as their source. */
throw Object.assign(new Error('MathJax is not shipped'), { code: 'MODULE_NOT_FOUND' });

export {};

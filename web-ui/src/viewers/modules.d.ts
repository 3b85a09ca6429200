declare module 'plotly.js-strict-dist-min' {
  const Plotly: {
    newPlot: (element: HTMLElement, data: unknown[], layout: object, config: object) => Promise<unknown>;
  };
  export default Plotly;
}

/** The address of a module that was built as one classic script, its imports included. */
declare module '*?classic' {
  const address: string;
  export default address;
}

// Its own types need packages that it does not bring.
declare module '@bokeh/bokehjs/build/js/lib/main' {}
declare module '@bokeh/bokehjs/build/js/lib/models/widgets/main' {}
declare module '@bokeh/bokehjs/build/js/lib/models/widgets/tables/main' {}
declare module '@bokeh/bokehjs/build/js/lib/embed/notebook' {
  export function embed_items_notebook(
    documents: Record<string, unknown>,
    items: { docid?: string; roots?: Record<string, string>; root_ids?: string[] }[],
  ): Promise<void>;
}

import embed, { vega, type VisualizationSpec } from 'vega-embed';
import { expressionInterpreter } from 'vega-interpreter';

import { fillWidth, register } from './viewer';

/** Nothing is loaded: what a chart shows is in its specification. */
const loader = vega.loader();
loader.load = (address) => Promise.reject(new Error(`its data is not in the notebook but at ${address}`));

register<VisualizationSpec>({
  // Without `ast` Vega would compile its expressions to code, which a frame does not run.
  draw: (element, specification) => {
    if ('width' in specification && specification.width === 'container') fillWidth(element);
    return embed(element, specification, { ast: true, expr: expressionInterpreter, actions: false, loader });
  },
});

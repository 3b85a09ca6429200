import Plotly from 'plotly.js-strict-dist-min';

import { fillWidth, register } from './viewer';

interface Figure {
  data: unknown[];
  layout?: { width?: unknown };
  config?: { scrollZoom?: unknown; staticPlot?: unknown };
}

register<Figure>({
  draw: (element, { data, layout = {}, config }) => {
    if (typeof layout.width !== 'number') fillWidth(element);
    return Plotly.newPlot(element, data, layout, {
      responsive: true,
      displaylogo: false,
      // A download from the frame is blocked, so its button is left out.
      modeBarButtonsToRemove: ['toImage', 'sendDataToCloud'],
      scrollZoom: config?.scrollZoom === true,
      staticPlot: config?.staticPlot === true,
    });
  },
});

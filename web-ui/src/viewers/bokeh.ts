import '@bokeh/bokehjs/build/js/lib/main';
import '@bokeh/bokehjs/build/js/lib/models/widgets/main';
import '@bokeh/bokehjs/build/js/lib/models/widgets/tables/main';
import { embed_items_notebook } from '@bokeh/bokehjs/build/js/lib/embed/notebook';

import { fillWidth, register } from './viewer';

interface Item {
  /** The ids of the elements in which the document's roots stand, by root. */
  roots?: Record<string, string>;
  root_ids?: string[];
}

interface Documents {
  documents: Record<string, unknown>;
  items: Item[];
}

register<Documents>({
  draw: (element, { documents, items }) => {
    if (/"sizing_mode":"(?:stretch|scale)_(?:width|both)"/.test(JSON.stringify(documents)))
      fillWidth(element);
    for (const { roots = {} } of items)
      for (const [root, id] of Object.entries(roots)) {
        const place = document.createElement('div');
        place.id = id;
        place.dataset.rootId = root;
        element.append(place);
      }
    // There is no kernel to talk to, so nothing names one.
    return embed_items_notebook(
      documents,
      items.map(({ roots, root_ids }) => ({ docid: Object.keys(documents)[0], roots, root_ids })),
    );
  },
});

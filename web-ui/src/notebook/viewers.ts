import { fetchScript } from '../api/scripts';
import type { DataOutput } from '../api/types';
import bokeh from '../viewers/bokeh.ts?classic';
import plotly from '../viewers/plotly.ts?classic';
import vega from '../viewers/vega.ts?classic';
import widgets from '../viewers/widgets.ts?classic';

export type Viewer = NonNullable<DataOutput['viewer']>;

const ADDRESSES: Record<Viewer, string> = { bokeh, plotly, vega, widgets };

/** Each is fetched once by the application, since frames of opaque origin have no cache in common. */
const libraries = new Map<Viewer, Promise<Blob>>();

/** The script with which a frame draws; see src/viewers. */
export function viewerLibrary(viewer: Viewer): Promise<Blob> {
  let library = libraries.get(viewer);
  if (library === undefined) {
    library = fetchScript(ADDRESSES[viewer]);
    libraries.set(viewer, library);
    // Asked for again when it did not come.
    library.catch(() => libraries.delete(viewer));
  }
  return library;
}

package dev.millrace.api.viewers;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds what one of our viewers can draw in the outputs of a notebook. */
public final class DrawingReader {
  private static final String WIDGET_STATE = "application/vnd.jupyter.widget-state+json";

  private final JsonNode widgets;

  private DrawingReader(JsonNode widgets) {
    this.widgets = widgets;
  }

  /** For a notebook whose widgets have no saved state yet. */
  public static DrawingReader withoutWidgets() {
    return new DrawingReader(JsonNodeFactory.instance.objectNode());
  }

  /** For the outputs of an nbformat document. */
  public static DrawingReader of(JsonNode document) {
    return new DrawingReader(
        document.path("metadata").path("widgets").path(WIDGET_STATE).path("state"));
  }

  /** Empty if no viewer draws it; then it is shown in another form, or needs its own scripts. */
  public Optional<Drawing> read(JsonNode bundle) {
    return PlotlyReader.read(bundle)
        .or(() -> VegaReader.read(bundle))
        .or(() -> BokehReader.read(bundle))
        .or(() -> WidgetReader.read(bundle, widgets));
  }

  /** Whether it only loads a library, or is an empty place for one: there is nothing to look at. */
  public static boolean isInvisible(JsonNode bundle) {
    return PlotlyReader.isLoader(bundle) || BokehReader.isInvisible(bundle);
  }
}

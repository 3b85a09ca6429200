package dev.millrace.api.viewers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Figures of plotly: its own MIME type, and the HTML that {@code fig.show("notebook")} writes. */
final class PlotlyReader {
  private static final String TYPE = "application/vnd.plotly.v1+json";
  private static final Pattern CALL =
      Pattern.compile("Plotly\\.newPlot\\(\\s*[\"'][-\\w]+[\"']\\s*,\\s*(?=\\[)");

  private PlotlyReader() {}

  static Optional<Drawing> read(JsonNode bundle) {
    if (bundle.path(TYPE).isObject()) {
      JsonNode figure = bundle.path(TYPE);
      return Optional.of(
          drawing(figure.path("data"), figure.path("layout"), figure.path("config")));
    }
    String html = MarkupText.of(bundle, "text/html");
    return html.contains("plotly-graph-div") ? called(html) : Optional.empty();
  }

  private static Optional<Drawing> called(String html) {
    Matcher call = CALL.matcher(html);
    if (!call.find()) {
      return Optional.empty();
    }
    return MarkupText.valueAt(html, call.end())
        .flatMap(
            data ->
                MarkupText.valueAt(html, MarkupText.skip(html, data.end(), ','))
                    .map(
                        layout ->
                            drawing(
                                data.json(),
                                layout.json(),
                                MarkupText.valueAt(html, MarkupText.skip(html, layout.end(), ','))
                                    .map(MarkupText.Value::json)
                                    .orElse(JsonNodeFactory.instance.objectNode()))));
  }

  private static Drawing drawing(JsonNode data, JsonNode layout, JsonNode config) {
    ObjectNode figure = JsonNodeFactory.instance.objectNode();
    figure.set("data", data);
    figure.set("layout", layout);
    figure.set("config", config);
    return new Drawing(Viewer.PLOTLY, figure);
  }

  /** What its notebook renderers display once, before the first figure. */
  static boolean isLoader(JsonNode bundle) {
    String html = MarkupText.of(bundle, "text/html");
    return html.contains("window.PlotlyConfig")
        && !html.contains("plotly-graph-div")
        && html.stripLeading().startsWith("<script");
  }
}

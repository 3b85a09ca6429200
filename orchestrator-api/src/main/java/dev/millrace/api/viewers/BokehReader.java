package dev.millrace.api.viewers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Documents of bokeh, out of the script that its {@code show} writes for notebooks. */
final class BokehReader {
  private static final String LOAD = "application/vnd.bokehjs_load.v0+json";
  private static final String EXEC = "application/vnd.bokehjs_exec.v0+json";
  private static final Pattern DOCUMENTS = Pattern.compile("\\b(?:const|var) docs_json = (?=\\{)");
  private static final Pattern ITEMS = Pattern.compile("\\b(?:const|var) render_items = (?=\\[)");

  /** The place that the script fills; alone it shows nothing. */
  private static final Pattern PLACE =
      Pattern.compile(
          "\\s*<div (?:class=\"[-\\w ]*\" )?id=\"[-\\w]+\" data-root-id=\"[-\\w]+\"[^<>]*>\\s*</div>\\s*");

  private BokehReader() {}

  static Optional<Drawing> read(JsonNode bundle) {
    if (!bundle.has(EXEC)) {
      return Optional.empty();
    }
    String script = MarkupText.of(bundle, "application/javascript");
    return assigned(script, DOCUMENTS)
        .flatMap(
            documents ->
                assigned(script, ITEMS)
                    .map(
                        items -> {
                          ObjectNode data = JsonNodeFactory.instance.objectNode();
                          data.set("documents", documents);
                          data.set("items", items);
                          return new Drawing(Viewer.BOKEH, data);
                        }));
  }

  private static Optional<JsonNode> assigned(String script, Pattern assignment) {
    Matcher found = assignment.matcher(script);
    return found.find()
        ? MarkupText.valueAt(script, found.end()).map(MarkupText.Value::json)
        : Optional.empty();
  }

  /** What {@code output_notebook()} displays, and the place of a document. */
  static boolean isInvisible(JsonNode bundle) {
    return bundle.has(LOAD) || PLACE.matcher(MarkupText.of(bundle, "text/html")).matches();
  }
}

package dev.millrace.api.viewers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Widgets with their saved state: the one that an output shows, and those that it is made of. */
final class WidgetReader {
  private static final String VIEW = "application/vnd.jupyter.widget-view+json";
  private static final Pattern REFERENCE = Pattern.compile("IPY_MODEL_([-\\w]+)");

  private WidgetReader() {}

  /**
   * What is to be drawn.
   *
   * @param states of all widgets of the notebook, by model id; missing while it runs
   */
  static Optional<Drawing> read(JsonNode bundle, JsonNode states) {
    String model = bundle.path(VIEW).path("model_id").asString("");
    if (!states.has(model)) {
      return Optional.empty();
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("model", model);
    data.set("states", partsOf(model, states));
    return Optional.of(new Drawing(Viewer.WIDGETS, data));
  }

  private static ObjectNode partsOf(String root, JsonNode states) {
    ObjectNode parts = JsonNodeFactory.instance.objectNode();
    Deque<String> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      String model = open.remove();
      if (states.has(model) && !parts.has(model)) {
        parts.set(model, states.path(model));
        Matcher references = REFERENCE.matcher(states.path(model).toString());
        while (references.find()) {
          open.add(references.group(1));
        }
      }
    }
    return parts;
  }
}

package dev.millrace.executor.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Data of outputs as nbformat wants them: a text by type, or any JSON for a type of JSON. */
final class MimeBundles {
  private static final Pattern JSON_TYPE = Pattern.compile("application/(.*\\+)?json");

  private MimeBundles() {}

  /** The types whose value is neither a text nor a list of texts, though they are not JSON. */
  static List<String> wrong(ObjectNode data) {
    List<String> wrong = new ArrayList<>();
    data.properties()
        .forEach(
            entry -> {
              if (!JSON_TYPE.matcher(entry.getKey()).matches() && !isText(entry.getValue())) {
                wrong.add(entry.getKey());
              }
            });
    return wrong;
  }

  /** The data with the values of these types written as JSON text. */
  static ObjectNode asText(ObjectNode data, List<String> types) {
    ObjectNode copy = data.deepCopy();
    types.forEach(type -> copy.put(type, data.path(type).toString()));
    return copy;
  }

  private static boolean isText(JsonNode value) {
    return value.isString()
        || (value.isArray() && value.valueStream().allMatch(JsonNode::isString));
  }
}

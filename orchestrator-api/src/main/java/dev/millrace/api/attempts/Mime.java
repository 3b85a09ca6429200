package dev.millrace.api.attempts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which of a display's MIME types the application may show in its own page. */
final class Mime {
  private static final Set<String> SAFE =
      Set.of("text/plain", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/gif");

  private Mime() {}

  /** The safe forms of a display. */
  static Map<String, String> safe(JsonNode bundle) {
    Map<String, String> safe = new LinkedHashMap<>();
    bundle
        .properties()
        .forEach(
            form -> {
              if (SAFE.contains(form.getKey())) {
                safe.put(form.getKey(), text(form.getValue()));
              }
            });
    return safe;
  }

  /** The MIME types of the other forms. */
  static List<String> others(JsonNode bundle) {
    return bundle.properties().stream()
        .map(Map.Entry::getKey)
        .filter(type -> !SAFE.contains(type))
        .toList();
  }

  /** nbformat's text: one string, or its lines. */
  static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.isString() ? value.stringValue() : value.isMissingNode() ? "" : value.toString();
    }
    StringBuilder text = new StringBuilder();
    value.forEach(line -> text.append(line.asString("")));
    return text.toString();
  }
}

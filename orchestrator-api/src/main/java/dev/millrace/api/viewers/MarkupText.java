package dev.millrace.api.viewers;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of an output, and JSON values in the middle of it. */
final class MarkupText {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private MarkupText() {}

  /** nbformat's text: one string, or its lines; empty if the bundle has no such form. */
  static String of(JsonNode bundle, String type) {
    JsonNode value = bundle.path(type);
    if (!value.isArray()) {
      return value.asString("");
    }
    StringBuilder text = new StringBuilder();
    value.forEach(line -> text.append(line.asString("")));
    return text.toString();
  }

  /**
   * A value and where it ends.
   *
   * @param end the index of the first character after it
   */
  record Value(JsonNode json, int end) {}

  /** The JSON value that begins at this index; empty if what is there is no JSON. */
  static Optional<Value> valueAt(String text, int index) {
    try (JsonParser parser = JSON.createParser(text.substring(index))) {
      JsonNode json = JSON.readTree(parser);
      if (json == null || !json.isContainer()) {
        return Optional.empty();
      }
      int length = (int) parser.currentLocation().getCharOffset();
      return Optional.of(new Value(json, index + length));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The index of the first character that is neither space nor this separator. */
  static int skip(String text, int index, char separator) {
    int at = index;
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == separator)) {
      at++;
    }
    return at;
  }
}

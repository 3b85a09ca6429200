package dev.millrace.scheduler.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the json columns. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** A new, empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** The value as a column holds it. */
  public static String write(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The value as a column holds it, null for null. */
  public static @Nullable String writeOrNull(@Nullable JsonNode value) {
    return value == null ? null : write(value);
  }

  /**
   * The object that a column holds.
   *
   * @throws tools.jackson.core.JacksonException when it is no JSON object
   */
  public static ObjectNode readObject(String column) {
    return MAPPER.readValue(column, ObjectNode.class);
  }

  /** The object that a column holds, null for null. */
  public static @Nullable ObjectNode readObjectOrNull(@Nullable String column) {
    return column == null ? null : readObject(column);
  }
}

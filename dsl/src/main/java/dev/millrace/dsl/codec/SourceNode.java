package dev.millrace.dsl.codec;

import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was written, whether in YAML or JSON, with the place of each part. */
sealed interface SourceNode {
  /**
   * A place in the text.
   *
   * @param line from 1
   * @param column from 1
   */
  record Position(int line, int column) {}

  /** Where it begins. */
  Position at();

  /** The same as a JSON value without places. */
  JsonNode toJson();

  /** What people call such a value, with the value if it is short: {@code the text 'three'}. */
  String described();

  /**
   * A mapping. A name that was written twice keeps its first value; the reader has reported the
   * second.
   */
  record MapNode(Position at, SequencedMap<String, Field> fields) implements SourceNode {
    @Override
    public JsonNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, field) -> json.set(name, field.value().toJson()));
      return json;
    }

    @Override
    public String described() {
      return "a mapping";
    }
  }

  /** A field of a mapping and where its name stands. */
  record Field(Position nameAt, SourceNode value) {}

  /** A list. */
  record ListNode(Position at, List<SourceNode> items) implements SourceNode {
    @Override
    public JsonNode toJson() {
      ArrayNode json = JsonNodeFactory.instance.arrayNode(items.size());
      items.forEach(item -> json.add(item.toJson()));
      return json;
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param value a text, a finite number, a truth value or null
   * @param text as it was written, without quotes
   */
  record ScalarNode(Position at, JsonNode value, String text) implements SourceNode {
    private static final int SHOWN = 40;

    @Override
    public JsonNode toJson() {
      return value;
    }

    @Override
    public String described() {
      String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
      return switch (value.getNodeType()) {
        case NUMBER -> "the number " + shown;
        case BOOLEAN -> "the truth value " + shown;
        case NULL -> "empty";
        default -> "the text '" + shown + "'";
      };
    }
  }
}

package dev.millrace.executor.notebook;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON that notebooks and kernels write, which is not always quite JSON. */
final class NotebookJson {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * NaN and Infinity are read, because Python writes them; whoever stores a value repairs it first.
   */
  static final JsonMapper READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(500)
                          .maxNumberLength(100_000)
                          .build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private NotebookJson() {}

  /** Whether there is a number in it that JSON cannot express. */
  static boolean hasNonFinite(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return !Double.isFinite(node.doubleValue()) && !node.isBigDecimal();
    }
    if (node.isContainer()) {
      for (JsonNode child : node) {
        if (hasNonFinite(child)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The value with every such number replaced by null; the value itself if there is none. */
  static JsonNode repaired(JsonNode node) {
    if (!hasNonFinite(node)) {
      return node;
    }
    if (node.isObject()) {
      ObjectNode copy = NODES.objectNode();
      node.properties().forEach(field -> copy.set(field.getKey(), repaired(field.getValue())));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = NODES.arrayNode();
      node.forEach(element -> copy.add(repaired(element)));
      return copy;
    }
    return NODES.nullNode();
  }

  /** The object, or an empty one for anything else. */
  static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : NODES.objectNode();
  }
}

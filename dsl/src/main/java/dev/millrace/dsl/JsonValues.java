package dev.millrace.dsl;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings JSON values into the one form that the model holds.
 *
 * <p>Jackson tells an int 1 from a long 1 and a double from a decimal. Records compare by value, so
 * a number that came from a file must equal the same number that came from Java code: whole numbers
 * become int, long or big integer by their size, all others become double.
 */
final class JsonValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonValues() {}

  /** A copy of the value in the model's form; later changes of {@code value} do not reach it. */
  static JsonNode normal(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(field -> copy.set(field.getKey(), normal(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode(array.size());
        array.forEach(item -> copy.add(normal(item)));
        yield copy;
      }
      case NumericNode number ->
          number.isIntegralNumber()
              ? whole(number.bigIntegerValue())
              : NODES.numberNode(number.numberValue().doubleValue());
      default -> value;
    };
  }

  /** Unmodifiable, in the given order, each value in the model's form. */
  static SequencedMap<String, JsonNode> normal(Map<String, JsonNode> values) {
    SequencedMap<String, JsonNode> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, normal(value)));
    return Collections.unmodifiableSequencedMap(copy);
  }

  /** Unmodifiable, each value in the model's form. */
  static List<JsonNode> normal(Collection<JsonNode> values) {
    return values.stream().map(JsonValues::normal).toList();
  }

  /** Unmodifiable and in the given order, which {@code Map.copyOf} does not keep. */
  static <V> SequencedMap<String, V> ordered(Map<String, V> values) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  private static JsonNode whole(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return NODES.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }
}

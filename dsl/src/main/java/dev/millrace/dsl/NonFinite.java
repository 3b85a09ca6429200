package dev.millrace.dsl;

import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * NaN and the two infinities as JSON values, which JSON has no words for: <code>
 * {"$number": "NaN"}</code>, {@code "Infinity"} or {@code "-Infinity"}, at any depth of a value.
 *
 * <p>An object whose only field is {@code $number} has no other meaning: {@link #isReserved} finds
 * it, and it is refused unless it is one of the three.
 */
public final class NonFinite {
  private static final String FIELD = "$number";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private NonFinite() {}

  /** The number as a JSON value, whether it is finite or not. */
  public static JsonNode of(double value) {
    return Double.isFinite(value)
        ? NODES.numberNode(value)
        : NODES.objectNode().put(FIELD, word(value));
  }

  /** The word for such a number, as Java and JavaScript write it. */
  public static String word(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }

  /** The number that the value stands for; empty if it is an ordinary value. */
  public static OptionalDouble read(JsonNode value) {
    if (!isReserved(value)) {
      return OptionalDouble.empty();
    }
    return switch (value.path(FIELD).asString("")) {
      case "NaN" -> OptionalDouble.of(Double.NaN);
      case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  /** Returns true if the value is an object that has the field {@code $number} and no other. */
  public static boolean isReserved(JsonNode value) {
    return value.isObject() && value.size() == 1 && value.has(FIELD);
  }

  /**
   * The value with every number that is not finite in this form. The depth of the value must be
   * bounded by its reader.
   *
   * @return the same instance if there is none
   */
  @SuppressWarnings("ReferenceEquality") // another instance says that something was encoded
  public static JsonNode encoded(JsonNode value) {
    if (value.isDouble() || value.isFloat()) {
      return Double.isFinite(value.doubleValue()) ? value : of(value.doubleValue());
    }
    return switch (value) {
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode(array.size());
        boolean changed = false;
        for (JsonNode item : array) {
          JsonNode encoded = encoded(item);
          changed |= encoded != item;
          copy.add(encoded);
        }
        yield changed ? copy : array;
      }
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        boolean changed = false;
        for (var field : object.properties()) {
          JsonNode encoded = encoded(field.getValue());
          changed |= encoded != field.getValue();
          copy.set(field.getKey(), encoded);
        }
        yield changed ? copy : object;
      }
      default -> value;
    };
  }
}

package dev.millrace.scheduler.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.millrace.dsl.Instants;
import dev.millrace.dsl.NonFinite;
import dev.millrace.dsl.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Carries values from JSON into CEL and back. */
final class CelValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CelValues() {}

  /**
   * The CEL value of a JSON value. A whole number beyond 64 bits stays what it is: it can be passed
   * on, and nothing else, because CEL has no function for it.
   */
  static Object fromJson(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.stringValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(value);
      case ARRAY -> {
        List<Object> list = new ArrayList<>(value.size());
        value.forEach(item -> list.add(fromJson(item)));
        yield list;
      }
      case OBJECT -> {
        OptionalDouble special = NonFinite.read(value);
        if (special.isPresent()) {
          yield special.getAsDouble();
        }
        Map<String, Object> map = LinkedHashMap.newLinkedHashMap(value.size());
        value.properties().forEach(field -> map.put(field.getKey(), fromJson(field.getValue())));
        yield map;
      }
      case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
    };
  }

  static Map<String, Object> fromJson(Map<String, JsonNode> values) {
    Map<String, Object> map = LinkedHashMap.newLinkedHashMap(values.size());
    values.forEach((name, value) -> map.put(name, fromJson(value)));
    return map;
  }

  private static Object number(JsonNode value) {
    if (!value.isIntegralNumber()) {
      return value.doubleValue();
    }
    return value.canConvertToLong()
        ? (Object) value.longValue()
        : new LargeNumber(value.bigIntegerValue());
  }

  /**
   * The JSON of a CEL value. Points in time and durations become texts, as RFC 3339 and ISO-8601
   * write them.
   *
   * @throws ExpressionException if JSON has no such value, or it is too large
   */
  static JsonNode toJson(Object value) {
    Limits.requireSize(value);
    return convert(value);
  }

  private static JsonNode convert(Object value) {
    return switch (value) {
      case String text -> {
        Limits.requireText(text.length());
        yield JSON.stringNode(storable(text));
      }
      case Boolean truth -> JSON.booleanNode(truth);
      case Long whole -> whole(whole);
      case Integer whole -> JSON.numberNode(whole);
      case UnsignedLong whole -> JSON.numberNode(whole.bigIntegerValue());
      case LargeNumber large -> JSON.numberNode(large.value());
      case Double number -> NonFinite.of(number);
      case Instant time -> JSON.stringNode(inRange(time).toString());
      case Duration duration -> JSON.stringNode(duration.toString());
      case NullValue none -> JSON.nullNode();
      case Optional<?> optional ->
          convert(
              optional.orElseThrow(
                  () ->
                      new ExpressionException(
                          "it is an optional without a value; .orValue(…) gives it one")));
      case Collection<?> list -> {
        ArrayNode array = JSON.arrayNode(list.size());
        list.forEach(item -> array.add(convert(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, item) -> object.set(key(key), convert(item)));
        yield object;
      }
      default ->
          throw new ExpressionException(
              "its value is no text, number, truth value, list or map, but of the kind %s"
                  .formatted(value.getClass().getSimpleName()));
    };
  }

  private static JsonNode whole(long value) {
    return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
  }

  private static String storable(String text) {
    String flaw = StorableText.flaw(text);
    if (flaw != null) {
      throw new ExpressionException("it builds a text that contains " + flaw);
    }
    return text;
  }

  private static Instant inRange(Instant time) {
    if (!Instants.isSupported(time)) {
      throw new ExpressionException("it builds a point in time outside of the years 1 to 9999");
    }
    return time;
  }

  private static String key(Object key) {
    if (key instanceof String text) {
      return storable(text);
    }
    throw new ExpressionException("a map has the key %s, and JSON keys are texts".formatted(key));
  }

  /** How a value reads within a text: a string as it is, NaN as its word, all else as JSON. */
  static String toText(JsonNode value) {
    OptionalDouble special = NonFinite.read(value);
    String text =
        special.isPresent()
            ? NonFinite.word(special.getAsDouble())
            : value.isString() ? value.stringValue() : value.toString();
    Limits.requireText(text.length());
    return text;
  }
}

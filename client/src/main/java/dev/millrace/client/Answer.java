package dev.millrace.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One representation of the API, read by the names of its fields. Fields that nobody asks for are
 * ignored, so that a newer server is no trouble; one that is not there and must be is told by its
 * name.
 */
record Answer(JsonNode json) {
  String text(String field) {
    String text = textOrNull(field);
    if (text == null) {
      throw missing(field);
    }
    return text;
  }

  @Nullable String textOrNull(String field) {
    return json.hasNonNull(field) ? json.path(field).asString("") : null;
  }

  int number(String field) {
    return json.path(field).asInt(0);
  }

  boolean flag(String field) {
    return json.path(field).asBoolean(false);
  }

  Instant instant(String field) {
    Instant instant = instantOrNull(field);
    if (instant == null) {
      throw missing(field);
    }
    return instant;
  }

  @Nullable Instant instantOrNull(String field) {
    String text = textOrNull(field);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalStateException(
          "the server's answer has '%s' in the field '%s', which is no time".formatted(text, field),
          e);
    }
  }

  /** A copy of an object; empty where there is none. */
  ObjectNode object(String field) {
    return json.get(field) instanceof ObjectNode object
        ? object.deepCopy()
        : JsonNodeFactory.instance.objectNode();
  }

  SequencedMap<String, String> texts(String field) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    json.path(field)
        .properties()
        .forEach(text -> texts.put(text.getKey(), text.getValue().asString("")));
    return texts;
  }

  <T> List<T> list(String field, Function<Answer, T> item) {
    return json.path(field).valueStream().map(value -> item.apply(new Answer(value))).toList();
  }

  /** The constant of that name; {@code unknown} for one that is not there or nobody knows here. */
  <E extends Enum<E>> E constant(String field, E unknown) {
    String name = json.path(field).asString("").toUpperCase(Locale.ROOT);
    return Arrays.stream(unknown.getDeclaringClass().getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElse(unknown);
  }

  private IllegalStateException missing(String field) {
    return new IllegalStateException(
        "the server's answer lacks the field '%s'; is it a Millrace server?".formatted(field));
  }
}

package dev.millrace.dsl.codec;

import dev.millrace.dsl.Durations;
import dev.millrace.dsl.Instants;
import dev.millrace.dsl.codec.SourceNode.ListNode;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.codec.SourceNode.ScalarNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the values that fields have: each reader reports a value that is none of its type and then
 * gives null.
 */
final class Values {
  /** Reads one value. */
  @FunctionalInterface
  interface Reader<T> {
    /** The value; null when it is not of the type, which has then been reported. */
    @Nullable T read(SourceNode node, Pointer at, Findings findings);
  }

  private Values() {}

  static @Nullable String text(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.value().isString()) {
      return scalar.text();
    }
    if (node instanceof ScalarNode scalar && !scalar.value().isNull()) {
      findings.error(
          ProblemCode.FIELD_TYPE,
          at,
          "%s must be a text, not %s".formatted(name(at), node.described()),
          "put it in quotes: \"%s\"".formatted(scalar.text()));
    } else {
      wrongType(node, at, findings, "a text", "write a text, or remove the field");
    }
    return null;
  }

  static @Nullable Boolean flag(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.value().isBoolean()) {
      return scalar.value().booleanValue();
    }
    wrongType(
        node,
        at,
        findings,
        "true or false",
        "only true and false are truth values, without quotes");
    return null;
  }

  /**
   * Whole numbers of that range; a whole number out of it is left to the validator, which judges
   * all spellings.
   */
  static Reader<Integer> integer(IntRange range) {
    return (node, at, findings) -> {
      if (node instanceof ScalarNode scalar && scalar.value().isInt()) {
        return scalar.value().intValue();
      }
      findings.error(
          ProblemCode.RANGE,
          at,
          "%s must be a whole number %s, not %s".formatted(name(at), range, node.described()));
      return null;
    };
  }

  static @Nullable Double number(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.value().isNumber()) {
      return scalar.value().doubleValue();
    }
    wrongType(node, at, findings, "a number", "write a number without quotes");
    return null;
  }

  static @Nullable BigDecimal decimal(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.value().isNumber()) {
      return scalar.value().decimalValue();
    }
    wrongType(node, at, findings, "a number", "write a number without quotes");
    return null;
  }

  static @Nullable Duration duration(SourceNode node, Pointer at, Findings findings) {
    Optional<Duration> duration =
        node instanceof ScalarNode scalar && scalar.value().isString()
            ? Durations.parse(scalar.text())
            : Optional.empty();
    if (duration.isEmpty()) {
      findings.error(
          ProblemCode.DURATION,
          at,
          "%s must be a duration, not %s".formatted(name(at), node.described()),
          "write 90s, 10m, 2h or ISO-8601 such as PT1H30M");
    }
    return duration.orElse(null);
  }

  static @Nullable Instant instant(SourceNode node, Pointer at, Findings findings) {
    try {
      if (node instanceof ScalarNode scalar && scalar.value().isString()) {
        Instant instant = OffsetDateTime.parse(scalar.text()).toInstant();
        if (Instants.isSupported(instant)) {
          return instant;
        }
      }
    } catch (DateTimeException e) {
      // falls through: a text that is no time is reported like any other value
    }
    findings.error(
        ProblemCode.FIELD_VALUE,
        at,
        "%s must be a date and time with its offset, in the years 1 to 9999, not %s"
            .formatted(name(at), node.described()),
        "write 2026-01-31T06:00:00Z or 2026-01-31T15:00:00+09:00");
    return null;
  }

  static JsonNode json(SourceNode node, Pointer at, Findings findings) {
    return node.toJson();
  }

  static @Nullable List<String> texts(SourceNode node, Pointer at, Findings findings) {
    return list(Values::text).read(node, at, findings);
  }

  static <T> Reader<List<T>> list(Reader<T> item) {
    return (node, at, findings) -> {
      if (!(node instanceof ListNode list)) {
        wrongType(node, at, findings, "a list", "write a list: [first, second]");
        return null;
      }
      List<T> items = new ArrayList<>(list.items().size());
      for (int i = 0; i < list.items().size(); i++) {
        T value = item.read(list.items().get(i), at.child(i), findings);
        if (value != null) {
          items.add(value);
        }
      }
      return items;
    };
  }

  static @Nullable SequencedMap<String, String> textMap(
      SourceNode node, Pointer at, Findings findings) {
    return map(Values::text).read(node, at, findings);
  }

  static @Nullable SequencedMap<String, JsonNode> jsonMap(
      SourceNode node, Pointer at, Findings findings) {
    return map(Values::json).read(node, at, findings);
  }

  static <T> Reader<SequencedMap<String, T>> map(Reader<T> reader) {
    return (node, at, findings) -> {
      if (!(node instanceof MapNode map)) {
        wrongType(
            node,
            at,
            findings,
            "a mapping of names to values",
            "write one 'name: value' in each line");
        return null;
      }
      SequencedMap<String, T> values = new LinkedHashMap<>();
      map.fields()
          .forEach(
              (name, field) -> {
                T value = reader.read(field.value(), at.child(name), findings);
                if (value != null) {
                  values.put(name, value);
                }
              });
      return values;
    };
  }

  static void wrongType(
      SourceNode node, Pointer at, Findings findings, String wanted, String hint) {
    findings.error(
        ProblemCode.FIELD_TYPE,
        at,
        "%s must be %s, not %s".formatted(name(at), wanted, node.described()),
        hint);
  }

  /**
   * The last names of a place, as people say it: {@code 'timeout'}, or {@code 'dependsOn' item 2}.
   */
  static String name(Pointer at) {
    if (at.text().isEmpty()) {
      return "the definition";
    }
    String[] parts = at.text().split("/");
    String last = parts[parts.length - 1];
    if (parts.length > 2 && last.matches("\\d+")) {
      return "item %d of '%s'".formatted(Integer.parseInt(last) + 1, parts[parts.length - 2]);
    }
    return "'" + at.lastName() + "'";
  }
}

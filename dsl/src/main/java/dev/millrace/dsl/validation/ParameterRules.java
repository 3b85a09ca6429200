package dev.millrace.dsl.validation;

import dev.millrace.dsl.Instants;
import dev.millrace.dsl.NonFinite;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges one value of a parameter. */
final class ParameterRules {
  /** The most bytes of JSON that the values of one run or one step have together. */
  static final int MAX_BYTES = 256 * 1024;

  /** Objects and arrays within each other. */
  static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int SHOWN = 40;

  private ParameterRules() {}

  /** Reports all that hinders the value; gives whether nothing does. */
  static boolean check(Parameter parameter, JsonNode value, Pointer at, Findings findings) {
    if (!isSound(value, at, findings)) {
      return false;
    }
    if (!isOfType(value, parameter.type())) {
      findings.error(
          ProblemCode.PARAM_TYPE,
          at,
          "parameter '%s' must be %s, not %s"
              .formatted(parameter.name(), words(parameter.type()), shown(value)),
          example(parameter.type()));
      return false;
    }
    return isInRange(parameter, value, at, findings) && isAllowed(parameter, value, at, findings);
  }

  /** Reports what no value may hold, whatever its type; gives whether there is nothing. */
  static boolean isSound(JsonNode value, Pointer at, Findings findings) {
    Optional<JsonFlaws.Flaw> flaw = JsonFlaws.find(value, MAX_DEPTH);
    flaw.ifPresent(f -> findings.error(f.code(), at, f.message(), f.hint()));
    return flaw.isEmpty();
  }

  static boolean isOfType(JsonNode value, ParameterType type) {
    return switch (type) {
      case STRING -> value.isString();
      case INTEGER -> value.isIntegralNumber();
      case NUMBER -> isNumber(value);
      case BOOLEAN -> value.isBoolean();
      case DATE -> value.isString() && isDate(value.stringValue());
      case DATETIME -> value.isString() && isDateTime(value.stringValue());
      case ARRAY -> value.isArray();
      case OBJECT -> value.isObject() && !NonFinite.isReserved(value);
    };
  }

  /** NaN and the infinities are numbers, too. */
  private static boolean isNumber(JsonNode value) {
    return value.isNumber() || NonFinite.read(value).isPresent();
  }

  static String shown(JsonNode value) {
    String text =
        switch (value.getNodeType()) {
          case OBJECT ->
              NonFinite.read(value).isPresent()
                  ? NonFinite.word(NonFinite.read(value).getAsDouble())
                  : "an object";
          case ARRAY -> "an array";
          case NULL -> "empty";
          default -> value.toString();
        };
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** Bytes of JSON. */
  static int size(JsonNode value) {
    return MAPPER.writeValueAsBytes(value).length;
  }

  private static boolean isInRange(
      Parameter parameter, JsonNode value, Pointer at, Findings findings) {
    BigDecimal minimum = parameter.minimum();
    BigDecimal maximum = parameter.maximum();
    boolean inRange = isInRange(value, minimum, maximum);
    if (!inRange) {
      findings.error(
          ProblemCode.RANGE,
          at,
          "parameter '%s' must be %s, not %s"
              .formatted(parameter.name(), range(minimum, maximum), shown(value)));
    }
    return inRange;
  }

  /** Any value that is no number is in every range; NaN is in none that has a bound. */
  static boolean isInRange(
      JsonNode value, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
    OptionalDouble special = NonFinite.read(value);
    if (special.isPresent()) {
      double number = special.getAsDouble();
      return (minimum == null || number == Double.POSITIVE_INFINITY)
          && (maximum == null || number == Double.NEGATIVE_INFINITY);
    }
    if (!value.isNumber()) {
      return true;
    }
    BigDecimal number = value.decimalValue();
    return (minimum == null || number.compareTo(minimum) >= 0)
        && (maximum == null || number.compareTo(maximum) <= 0);
  }

  private static boolean isAllowed(
      Parameter parameter, JsonNode value, Pointer at, Findings findings) {
    boolean allowed =
        parameter.allowed().isEmpty()
            || parameter.allowed().stream().anyMatch(one -> isSame(one, value));
    if (!allowed) {
      String all =
          parameter.allowed().stream()
              .limit(20)
              .map(ParameterRules::shown)
              .collect(Collectors.joining(", "));
      findings.error(
          ProblemCode.PARAM_TYPE,
          at,
          "parameter '%s' must be one of %s, not %s"
              .formatted(parameter.name(), all, shown(value)));
    }
    return allowed;
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    boolean areNumbers = one.isNumber() && other.isNumber();
    return areNumbers ? one.decimalValue().compareTo(other.decimalValue()) == 0 : one.equals(other);
  }

  private static String range(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
    if (minimum == null) {
      return "at most " + (maximum == null ? "anything" : maximum.toPlainString());
    }
    return maximum == null
        ? "at least " + minimum.toPlainString()
        : "from %s to %s".formatted(minimum.toPlainString(), maximum.toPlainString());
  }

  private static String words(ParameterType type) {
    return switch (type) {
      case STRING -> "a text";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case DATE -> "a date";
      case DATETIME -> "a date and time with its offset";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
    };
  }

  private static String example(ParameterType type) {
    return switch (type) {
      case STRING -> "put it in quotes";
      case DATE -> "write \"2026-01-31\"";
      case DATETIME -> "write \"2026-01-31T06:00:00Z\"";
      case INTEGER, NUMBER, BOOLEAN, ARRAY, OBJECT ->
          "give a JSON %s without quotes".formatted(type.name().toLowerCase(Locale.ROOT));
    };
  }

  private static boolean isDate(String text) {
    try {
      return isInYears(LocalDate.parse(text).getYear());
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isInYears(int year) {
    return year >= Instants.FIRST_YEAR && year <= Instants.LAST_YEAR;
  }

  private static boolean isDateTime(String text) {
    try {
      return Instants.isSupported(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return false;
    }
  }
}

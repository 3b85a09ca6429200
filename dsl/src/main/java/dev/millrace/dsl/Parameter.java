package dev.millrace.dsl;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/**
 * A declared, typed input of a Dag. Immutable; the {@code with} like methods return a changed copy.
 *
 * @param name an identifier, as it is seen by notebooks and expressions
 * @param type what values may be
 * @param defaultValue the value of a run that gives none; without it every run has to give one
 * @param minimum the smallest value, inclusive; only for integer and number
 * @param maximum the largest value, inclusive; only for integer and number
 * @param allowed the only values there are; empty: any of the type. Written {@code enum} in files
 * @param title a short label for people
 * @param description a longer text for people
 */
public record Parameter(
    String name,
    ParameterType type,
    @Nullable JsonNode defaultValue,
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal maximum,
    List<JsonNode> allowed,
    @Nullable String title,
    @Nullable String description) {

  /**
   * Copies what could change and brings numbers into one form, so that equal definitions are equal
   * records.
   */
  public Parameter {
    defaultValue = defaultValue == null ? null : JsonValues.normal(defaultValue);
    minimum = minimum == null ? null : minimum.stripTrailingZeros();
    maximum = maximum == null ? null : maximum.stripTrailingZeros();
    allowed = JsonValues.normal(allowed);
  }

  /** Whether every run has to give a value. */
  public boolean required() {
    return defaultValue == null;
  }

  /** A required parameter of any type. */
  public static Parameter of(String name, ParameterType type) {
    return new Parameter(name, type, null, null, null, List.of(), null, null);
  }

  /** A required text. */
  public static Parameter string(String name) {
    return of(name, ParameterType.STRING);
  }

  /** A required whole number. */
  public static Parameter integer(String name) {
    return of(name, ParameterType.INTEGER);
  }

  /** A required number. */
  public static Parameter number(String name) {
    return of(name, ParameterType.NUMBER);
  }

  /** A required truth value. */
  public static Parameter bool(String name) {
    return of(name, ParameterType.BOOLEAN);
  }

  /** This parameter with a default, so that a run need not give a value. */
  public Parameter defaultValue(JsonNode value) {
    return new Parameter(name, type, value, minimum, maximum, allowed, title, description);
  }

  /** As {@link #defaultValue(JsonNode)} with a text, a date or a datetime. */
  public Parameter defaultValue(String value) {
    return defaultValue(StringNode.valueOf(value));
  }

  /** As {@link #defaultValue(JsonNode)} with a whole number. */
  public Parameter defaultValue(long value) {
    return defaultValue(LongNode.valueOf(value));
  }

  /** As {@link #defaultValue(JsonNode)} with a number. */
  public Parameter defaultValue(double value) {
    return defaultValue(DoubleNode.valueOf(value));
  }

  /** As {@link #defaultValue(JsonNode)} with a truth value. */
  public Parameter defaultValue(boolean value) {
    return defaultValue(BooleanNode.valueOf(value));
  }

  /** This parameter with an inclusive range; only for integer and number. */
  public Parameter between(long smallest, long largest) {
    return between(BigDecimal.valueOf(smallest), BigDecimal.valueOf(largest));
  }

  /**
   * This parameter with an inclusive range, open on a side that is null; only for integer and
   * number.
   */
  public Parameter between(@Nullable BigDecimal smallest, @Nullable BigDecimal largest) {
    return new Parameter(name, type, defaultValue, smallest, largest, allowed, title, description);
  }

  /** This parameter with these as its only values. */
  public Parameter oneOf(List<JsonNode> values) {
    return new Parameter(name, type, defaultValue, minimum, maximum, values, title, description);
  }

  /** As {@link #oneOf(List)} with texts. */
  public Parameter oneOf(String... values) {
    return oneOf(List.of(values).stream().<JsonNode>map(StringNode::valueOf).toList());
  }

  /** This parameter with a short label for people. */
  public Parameter title(String text) {
    return new Parameter(name, type, defaultValue, minimum, maximum, allowed, text, description);
  }

  /** This parameter with a longer text for people. */
  public Parameter description(String text) {
    return new Parameter(name, type, defaultValue, minimum, maximum, allowed, title, text);
  }
}

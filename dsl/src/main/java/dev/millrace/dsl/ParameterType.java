package dev.millrace.dsl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a parameter's value may be. Values are JSON; a date and a datetime are strings of RFC 3339.
 */
public enum ParameterType {
  STRING,
  /** A whole number of any size. */
  INTEGER,
  /** Any finite number. */
  NUMBER,
  BOOLEAN,
  /** A string such as {@code 2026-01-31}. */
  DATE,
  /** A string such as {@code 2026-01-31T06:00:00Z}; the offset is required. */
  DATETIME,
  ARRAY,
  OBJECT;

  private static final Map<String, ParameterType> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ParameterType::wireName, Function.identity()));

  /** The name in files and over REST: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that wire name; empty when there is none. Case matters. */
  public static Optional<ParameterType> fromWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}

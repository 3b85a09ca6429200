package dev.millrace.api.hostile;

import java.util.List;
import java.util.stream.Stream;

/** The values, each as the JSON text that a body has. */
final class HostileValues {
  /** No text with one of them can be stored. */
  static final List<String> UNSTORABLE_TEXTS =
      List.of("\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"x\\udce9y\"", "\"\\udc00\\ud800\"");

  /** Strange, but texts; an operation may take or refuse them. */
  private static final List<String> STRANGE_TEXTS =
      List.of(
          "\"\"",
          "\" \"",
          "\"\\ud83d\\ude00\"",
          "\"\\uffff\\ufeff\\u202e\\u001b[31m\"",
          "\"../../etc/passwd\"",
          "\"%00%ff\"",
          "\"${{ parameters.x }} '; DROP TABLE run; --\"",
          "\"" + "ü".repeat(2_049) + "\"",
          "\"NaN\"",
          "\"99999999999999999999\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"0000-12-31T23:59:59Z\"");

  /** No field takes one of them, whatever its type. */
  static final List<String> UNSTORABLE_NUMBERS =
      List.of("1e400", "-1e999", "9".repeat(400), "-" + "9".repeat(2_000), "NaN", "-Infinity");

  private static final List<String> STRANGE_NUMBERS =
      List.of(
          "-1",
          "0",
          "-0.0",
          "1.5",
          "1e-400",
          "1e18",
          "2147483648",
          "9223372036854775808",
          "-9223372036854775809",
          "18446744073709551617",
          "1" + "0".repeat(300));

  private static final List<String> OTHER =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[null]",
          "{\"\\u0000\":1}",
          "{\"$number\":3}",
          "{\"$number\":\"NaN\"}",
          "[".repeat(200) + "]".repeat(200));

  /** Whole bodies that are not what any operation wants. */
  static final List<String> BODIES =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "\"text\"",
          "1e400",
          "{",
          "{}{}",
          "{\"a\":}",
          "{\"\\ud800\":1}",
          "[".repeat(100_000),
          "{\"a\":".repeat(5_000));

  /** What stands in addresses, percent-encoded. */
  static final List<String> IN_ADDRESSES =
      List.of(
          "%00",
          "a%00b",
          "%ff",
          "%c3%28",
          "%ed%a0%80",
          "%f5%80%80%80",
          "%zz",
          "%",
          "%2",
          "%20",
          "%F0%9F%98%80",
          "%E2%80%AE",
          "a".repeat(3_000),
          "-1",
          "0",
          "99999999999999999999",
          "9".repeat(400),
          "1e400",
          "NaN",
          "%22",
          "true");

  /** Addresses that are refused as such, before any operation sees them. */
  static final List<String> NO_ADDRESSES =
      List.of("%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80", "%f5%80%80%80", "%zz", "%", "%2");

  private HostileValues() {}

  /** All that may stand in a field. */
  static List<String> ofFields() {
    return Stream.of(UNSTORABLE_TEXTS, STRANGE_TEXTS, UNSTORABLE_NUMBERS, STRANGE_NUMBERS, OTHER)
        .flatMap(List::stream)
        .toList();
  }

  /** Whether every operation must refuse a body that has the value. */
  static boolean isUnstorable(String value) {
    return UNSTORABLE_TEXTS.contains(value) || UNSTORABLE_NUMBERS.contains(value);
  }
}

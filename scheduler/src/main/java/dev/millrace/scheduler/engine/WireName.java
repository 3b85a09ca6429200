package dev.millrace.scheduler.engine;

import java.util.Arrays;
import java.util.Locale;

/** The lower-case spelling under which an enum constant is stored and sent. */
final class WireName {
  private WireName() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no constant of {@code type} has that wire name
   */
  static <E extends Enum<E>> E parse(Class<E> type, String wireName) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(wireName)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no %s; known are %s"
            .formatted(
                wireName,
                type.getSimpleName(),
                Arrays.stream(type.getEnumConstants()).map(WireName::of).toList()));
  }
}

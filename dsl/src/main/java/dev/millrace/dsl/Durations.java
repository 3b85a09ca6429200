package dev.millrace.dsl;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them ({@code 90s}, {@code 10m}, {@code 2h}) and as ISO-8601 has them.
 */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smh])");

  private Durations() {}

  /**
   * The duration that the text says; empty when it says none. A negative ISO-8601 duration is one.
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      return Optional.of(
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
          });
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The duration that the text says.
   *
   * @throws IllegalArgumentException when it says none
   */
  static Duration require(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no duration; write 90s, 10m, 2h or ISO-8601".formatted(text)));
  }

  /**
   * The shortest spelling in whole hours, minutes or seconds; ISO-8601 where none of them is exact.
   */
  public static String format(Duration duration) {
    long seconds = duration.getSeconds();
    if (duration.getNano() != 0 || seconds < 0 || seconds > 999_999_999) {
      return duration.toString();
    }
    if (seconds > 0 && seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

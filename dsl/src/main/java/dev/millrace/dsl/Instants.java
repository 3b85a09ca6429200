package dev.millrace.dsl;

import java.time.Instant;

/** The one range of points in time: the years 1 to 9999 in UTC, which every part can hold. */
public final class Instants {
  public static final int FIRST_YEAR = 1;
  public static final int LAST_YEAR = 9999;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Instants() {}

  /** Returns true if the instant is within the range. */
  public static boolean isSupported(Instant instant) {
    return !instant.isBefore(FIRST) && instant.isBefore(END);
  }
}

package dev.millrace.scheduler.trigger;

import java.util.Locale;

/** What became of a tick. */
public enum TickOutcome {
  /** It started a run. */
  RUN,
  /** It started none: it was missed, or another run had not ended. */
  SKIPPED,
  /** It fell due while its trigger was paused, and was not caught up. */
  PAUSED,
  /** Its run could not be made. */
  ERROR;

  /** The name in the database and over REST: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TickOutcome of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}

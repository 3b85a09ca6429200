package dev.millrace.executor.notebook;

import java.util.Locale;

/** Who has to do something about a failure. */
public enum FailureCause {
  /** The notebook, its parameters or its environment's choice. */
  USER,
  /** Machine, kernel start, worker. Retried on another budget than the user's. */
  PLATFORM,
  /** A limit of time. */
  TIMEOUT;

  /** The stored form. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause with this stored form. */
  public static FailureCause of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}

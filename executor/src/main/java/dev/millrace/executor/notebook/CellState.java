package dev.millrace.executor.notebook;

import java.util.Locale;

/** How far a cell came. Stored as lower-case text in the notebook's metadata and in events. */
public enum CellState {
  /** Its turn never came. */
  NOT_RUN,
  RUNNING,
  SUCCEEDED,
  FAILED,
  /** Its own time or that of the whole step was over. */
  TIMED_OUT,
  /** The kernel's process ended while it ran. */
  KERNEL_DIED,
  CANCELLED,
  /**
   * Its turn came, and it has nothing to execute: text, an empty cell, or one tagged {@code
   * skip-execution}.
   */
  SKIPPED;

  /** The stored form. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with this stored form. */
  public static CellState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}

package dev.millrace.executor.notebook;

import java.util.Locale;

/**
 * How a notebook's execution stands. Stored as lower-case text in the notebook's metadata and in
 * events.
 */
public enum NotebookState {
  /** Prepared; no kernel answered yet. */
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  CANCELLED,
  /** The worker that ran it vanished; the document was finished from what it had reported. */
  LOST;

  /** Whether nothing follows. */
  public boolean isEnd() {
    return this != PENDING && this != RUNNING;
  }

  /** The stored form. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with this stored form. */
  public static NotebookState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}

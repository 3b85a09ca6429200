package dev.millrace.client;

/** Where one try of a step is. */
public enum AttemptState {
  /** With a worker that has not begun. */
  LEASED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  SKIPPED,
  TIMED_OUT,
  /** Its worker was lost. */
  LOST,
  CANCELLED,
  /** One that this client does not know: the server is newer. */
  UNKNOWN;

  /** Whether nothing more happens in it; false for {@link #UNKNOWN}. */
  public boolean isEnd() {
    return switch (this) {
      case LEASED, RUNNING, UNKNOWN -> false;
      case SUCCEEDED, FAILED, SKIPPED, TIMED_OUT, LOST, CANCELLED -> true;
    };
  }
}

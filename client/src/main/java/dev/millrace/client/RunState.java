package dev.millrace.client;

/** Where a run is. */
public enum RunState {
  /** Waits until fewer runs of its Dag are active. */
  QUEUED,
  RUNNING,
  /** Was cancelled and waits for its live steps. */
  CANCELLING,
  SUCCEEDED,
  FAILED,
  CANCELLED,
  TIMED_OUT,
  /** One that this client does not know: the server is newer. */
  UNKNOWN;

  /** Whether the run has ended, until a rerun reopens it; false for {@link #UNKNOWN}. */
  public boolean isEnd() {
    return switch (this) {
      case QUEUED, RUNNING, CANCELLING, UNKNOWN -> false;
      case SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> true;
    };
  }
}

package dev.millrace.client;

/** Where a step of a run is. */
public enum StepState {
  /** For steps before it. */
  WAITING,
  /** Waits for a worker, or for a limit. */
  READY,
  RUNNING,
  /** Failed, and is tried again at a time. */
  RETRY_WAIT,
  SUCCEEDED,
  FAILED,
  SKIPPED,
  /** Could not start, because steps before it failed. */
  UPSTREAM_FAILED,
  CANCELLED,
  /** One that this client does not know: the server is newer. */
  UNKNOWN;

  /** Whether the step has ended, until a rerun reopens it; false for {@link #UNKNOWN}. */
  public boolean isEnd() {
    return switch (this) {
      case WAITING, READY, RUNNING, RETRY_WAIT, UNKNOWN -> false;
      case SUCCEEDED, FAILED, SKIPPED, UPSTREAM_FAILED, CANCELLED -> true;
    };
  }
}

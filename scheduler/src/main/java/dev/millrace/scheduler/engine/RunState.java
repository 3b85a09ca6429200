package dev.millrace.scheduler.engine;

/** Where a run is. Its moves are declared in {@link Machines#RUN}. */
public enum RunState {
  /** Waits until its Dag's limit of active runs lets it start. */
  QUEUED,
  /** At least one step is unfinished. */
  RUNNING,
  /** Was cancelled or timed out and waits for the steps that are still live. */
  CANCELLING,
  /** Every step ended and no leaf failed. */
  SUCCEEDED,
  /** Every step ended and a leaf failed, was cancelled or ended upstream_failed. */
  FAILED,
  /** Someone cancelled it. */
  CANCELLED,
  /** Its own timeout passed before it ended. */
  TIMED_OUT;

  /** The spelling in tables, REST and the UI, such as {@code timed_out}. */
  public String wireName() {
    return WireName.of(this);
  }

  /**
   * The constant with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static RunState of(String wireName) {
    return WireName.parse(RunState.class, wireName);
  }

  /** Whether the run has ended; only a rerun leads on from here. */
  public boolean isTerminal() {
    return switch (this) {
      case QUEUED, RUNNING, CANCELLING -> false;
      case SUCCEEDED, FAILED, CANCELLED, TIMED_OUT -> true;
    };
  }
}

package dev.millrace.scheduler.engine;

/** Where one step of a run is. Its moves are declared in {@link Machines#STEP}. */
public enum StepState {
  /** Its trigger rule is not met yet. */
  WAITING,
  /** Its trigger rule is met; it may be admitted and claimed. */
  READY,
  /** A worker reported the start of an attempt. */
  RUNNING,
  /** An attempt failed and the next one is not due yet. */
  RETRY_WAIT,
  SUCCEEDED,
  FAILED,
  /** Ended without running, by a rule, a condition, a branch, or its own wish. */
  SKIPPED,
  /** Ended without running because an upstream step failed. */
  UPSTREAM_FAILED,
  /** Ended by a cancel or by the run's timeout; trigger rules count it as failed. */
  CANCELLED;

  /** The spelling in tables, REST and the UI, such as {@code upstream_failed}. */
  public String wireName() {
    return WireName.of(this);
  }

  /**
   * The constant with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static StepState of(String wireName) {
    return WireName.parse(StepState.class, wireName);
  }

  /** Whether the step has ended; only a branch, a rerun or a mark leads on from here. */
  public boolean isTerminal() {
    return switch (this) {
      case WAITING, READY, RUNNING, RETRY_WAIT -> false;
      case SUCCEEDED, FAILED, SKIPPED, UPSTREAM_FAILED, CANCELLED -> true;
    };
  }

  /** Whether a leaf that ends so makes its run fail. */
  public boolean failsRun() {
    return this == FAILED || this == UPSTREAM_FAILED || this == CANCELLED;
  }
}

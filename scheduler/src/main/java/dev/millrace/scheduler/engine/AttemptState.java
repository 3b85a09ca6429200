package dev.millrace.scheduler.engine;

/** Where one try of a step is. Its moves are declared in {@link Machines#ATTEMPT}. */
public enum AttemptState {
  /** Granted to a worker that has not reported its start. */
  LEASED,
  /** Its worker reported the start. */
  RUNNING,
  SUCCEEDED,
  FAILED,
  /** The notebook or script asked to be skipped. */
  SKIPPED,
  /** The step's timeout passed. */
  TIMED_OUT,
  /** Its worker, or the answer that granted it, is gone. */
  LOST,
  CANCELLED;

  /** The spelling in tables, REST and the UI, such as {@code timed_out}. */
  public String wireName() {
    return WireName.of(this);
  }

  /**
   * The constant with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static AttemptState of(String wireName) {
    return WireName.parse(AttemptState.class, wireName);
  }

  /** Whether the attempt has ended; nothing leads on from here. */
  public boolean isTerminal() {
    return switch (this) {
      case LEASED, RUNNING -> false;
      case SUCCEEDED, FAILED, SKIPPED, TIMED_OUT, LOST, CANCELLED -> true;
    };
  }
}

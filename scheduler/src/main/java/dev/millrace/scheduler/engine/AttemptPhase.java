package dev.millrace.scheduler.engine;

/** What a running attempt is busy with, in the order in which the phases follow each other. */
public enum AttemptPhase {
  /** Getting the snapshot and upstream artifacts in place. */
  FILES,
  /** Building or reusing the environment. */
  ENVIRONMENT,
  /** Starting a kernel or process. */
  KERNEL,
  /** Executing user code. */
  CELLS;

  /** The spelling in tables, REST and the UI, such as {@code environment}. */
  public String wireName() {
    return WireName.of(this);
  }

  /**
   * The constant with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static AttemptPhase of(String wireName) {
    return WireName.parse(AttemptPhase.class, wireName);
  }
}

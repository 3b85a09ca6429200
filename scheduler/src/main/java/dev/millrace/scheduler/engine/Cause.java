package dev.millrace.scheduler.engine;

/** Whose doing the end of an attempt was; it says which retry budget pays for the next one. */
public enum Cause {
  /** The notebook, script or expression itself: the user's budget. */
  USER,
  /** A lost worker, a kernel that did not start, a network failure: the platform's budget. */
  PLATFORM,
  /** The step ran out of its time: the user's budget. */
  TIMEOUT;

  /** The spelling in tables, REST and the UI, such as {@code platform}. */
  public String wireName() {
    return WireName.of(this);
  }

  /**
   * The constant with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static Cause of(String wireName) {
    return WireName.parse(Cause.class, wireName);
  }
}

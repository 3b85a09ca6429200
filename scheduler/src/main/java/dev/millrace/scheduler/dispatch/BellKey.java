package dev.millrace.scheduler.dispatch;

import java.util.UUID;

/**
 * What somebody waits for.
 *
 * @param kind what changed
 * @param id which one; empty for {@link Kind#RUNS}
 */
public record BellKey(Kind kind, String id) {
  /** What can change. */
  public enum Kind {
    /** A step of the pool became free to claim. */
    POOL,
    /** The run has new events. */
    RUN,
    /** The attempt has new events or another state. */
    ATTEMPT,
    /** There may be a command for the worker of this session. */
    SESSION,
    /** Some run has new events. */
    RUNS,
    /** What somebody may do has changed, or how they sign in. */
    ACCESS
  }

  /** Steps of that pool became free to claim. */
  public static BellKey pool(String name) {
    return new BellKey(Kind.POOL, name);
  }

  /** The run has new events. */
  public static BellKey run(UUID run) {
    return new BellKey(Kind.RUN, run.toString());
  }

  /** The attempt has new events or another state. */
  public static BellKey attempt(UUID attempt) {
    return new BellKey(Kind.ATTEMPT, attempt.toString());
  }

  /** There may be a command for the worker of that session. */
  public static BellKey session(UUID session) {
    return new BellKey(Kind.SESSION, session.toString());
  }

  /** What that principal may do has changed, or how it signs in. */
  public static BellKey access(UUID principal) {
    return new BellKey(Kind.ACCESS, principal.toString());
  }

  /** Some run has new events. */
  public static BellKey runs() {
    return new BellKey(Kind.RUNS, "");
  }
}

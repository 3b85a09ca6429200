package dev.millrace.scheduler.dispatch;

import java.io.Serial;
import java.util.List;

/** Steps of a run cannot go again as things stand; nothing was changed. */
public final class RerunRefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient List<String> details;
  private final String hint;

  /** Why it is refused. */
  public enum Reason {
    /** A worker has steps that it would touch. */
    STEPS_LIVE,
    /** The run has not started, or is being stopped. */
    RUN_NOT_OPEN,
    /** No step is picked. */
    NOTHING_TO_RERUN,
    /** The newest version links the run's steps in another way. */
    EDGES_DIFFER,
    /** The run has no such step. */
    STEP_UNKNOWN
  }

  /**
   * @param details every single finding; empty: the message says it all
   * @param hint what to do about it
   */
  RerunRefusedException(Reason reason, String message, List<String> details, String hint) {
    super(message);
    this.reason = reason;
    this.details = List.copyOf(details);
    this.hint = hint;
  }

  /** Why it is refused. */
  public Reason reason() {
    return reason;
  }

  /** Every single finding, such as each live step; may be empty. */
  public List<String> details() {
    return details;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}

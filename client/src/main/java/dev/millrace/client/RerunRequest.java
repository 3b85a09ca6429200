package dev.millrace.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which steps of a run are to go again, and what they do then. Immutable; the {@code with} like
 * methods return a changed copy.
 *
 * @param steps the steps in question; empty: all of the run
 * @param only which of them; null: selected where steps are named, else failed
 * @param upstream also everything upstream of them
 * @param downstream also everything downstream of all those
 * @param latest as the Dag's newest version says, on the project's newest files; else as the run
 *     was made
 * @param reason shown with the rerun; null: none
 */
public record RerunRequest(
    List<String> steps,
    @Nullable Only only,
    boolean upstream,
    boolean downstream,
    boolean latest,
    @Nullable String reason) {

  /** Which of the steps in question. */
  public enum Only {
    /** Those that failed, were cancelled, or ended because an upstream step failed. */
    FAILED,
    /** Those that were skipped. */
    SKIPPED,
    /** All of them. */
    SELECTED
  }

  /** Copies the list. */
  public RerunRequest {
    steps = List.copyOf(steps);
  }

  /** What failed, and everything downstream of it, as the run was made. */
  public static RerunRequest ofFailed() {
    return new RerunRequest(List.of(), null, false, true, false, null);
  }

  /** These steps and everything downstream of them, as the run was made. */
  public static RerunRequest ofSteps(String... steps) {
    return new RerunRequest(List.of(steps), null, false, true, false, null);
  }

  /** The same with everything upstream of the steps. */
  public RerunRequest withUpstream() {
    return new RerunRequest(steps, only, true, downstream, latest, reason);
  }

  /** The same without what is downstream of the steps. */
  public RerunRequest withoutDownstream() {
    return new RerunRequest(steps, only, upstream, false, latest, reason);
  }

  /** The same as the Dag's newest version says, on the project's newest files. */
  public RerunRequest onLatest() {
    return new RerunRequest(steps, only, upstream, downstream, true, reason);
  }

  /** The same with a reason that is shown with the rerun. */
  public RerunRequest because(String words) {
    return new RerunRequest(steps, only, upstream, downstream, latest, words);
  }
}

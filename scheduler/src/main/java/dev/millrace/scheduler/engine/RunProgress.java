package dev.millrace.scheduler.engine;

import java.util.Optional;

/**
 * What {@code run_progress} keeps, so that the end of a run is known without looking at its steps.
 * Immutable.
 *
 * @param unfinished steps that have not ended (column {@code unfinished})
 * @param failedLeaves ended leaves that make the run fail (column {@code failed_leaves}): failed,
 *     upstream_failed or cancelled
 * @param course what the run is heading for
 */
public record RunProgress(int unfinished, int failedLeaves, Course course) {

  /** How a run ends when its last step does. */
  public enum Course {
    /** As its leaves say. */
    BY_LEAVES,
    /** Cancelled, whatever the leaves say; nothing starts any more. */
    CANCELLED,
    /** Timed out, whatever the leaves say; nothing starts any more. */
    TIMED_OUT
  }

  /** A run none of whose steps ended. */
  public static RunProgress untouched(RunPlan plan) {
    return new RunProgress(plan.size(), 0, Course.BY_LEAVES);
  }

  /**
   * After a cancel or a timeout closed steps that were not live. The first cause wins: a run that
   * was cancelled does not time out later.
   *
   * @param closed how many steps went to cancelled
   */
  public RunProgress stopped(Course reason, int closed) {
    Course first = course == Course.BY_LEAVES ? reason : course;
    return new RunProgress(unfinished - closed, failedLeaves, first);
  }

  /**
   * After steps ended of a run that cannot be decided: only their number is known, not what they
   * mean for it.
   */
  public RunProgress closed(int steps) {
    return new RunProgress(unfinished - steps, failedLeaves, course);
  }

  /** How the run ends; empty while a step of it has not. */
  public Optional<RunState> endIfDone() {
    return unfinished == 0 ? Optional.of(end()) : Optional.empty();
  }

  boolean isStopping() {
    return course != Course.BY_LEAVES;
  }

  RunProgress moved(StepState from, StepState to, boolean leaf) {
    int ended = (to.isTerminal() ? 1 : 0) - (from.isTerminal() ? 1 : 0);
    int failed = leaf ? (to.failsRun() ? 1 : 0) - (from.failsRun() ? 1 : 0) : 0;
    return new RunProgress(unfinished - ended, failedLeaves + failed, course);
  }

  /** The state in which a run ends that has no unfinished step. */
  RunState end() {
    return switch (course) {
      case BY_LEAVES -> failedLeaves > 0 ? RunState.FAILED : RunState.SUCCEEDED;
      case CANCELLED -> RunState.CANCELLED;
      case TIMED_OUT -> RunState.TIMED_OUT;
    };
  }
}

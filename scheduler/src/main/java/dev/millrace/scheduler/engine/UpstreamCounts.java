package dev.millrace.scheduler.engine;

/**
 * How many direct upstream steps a step has, and how many of them ended in which way. Immutable; it
 * is what a {@code step_run} row keeps in its counter columns.
 *
 * @param total direct upstream steps, ended or not
 * @param failed those that failed or were cancelled
 */
public record UpstreamCounts(
    int total, int succeeded, int skipped, int failed, int upstreamFailed) {

  public UpstreamCounts {
    if (succeeded < 0 || skipped < 0 || failed < 0 || upstreamFailed < 0) {
      throw new IllegalArgumentException("a counter of upstream steps is negative");
    }
    if (succeeded + skipped + failed + upstreamFailed > total) {
      throw new IllegalArgumentException(
          "more upstream steps ended than the %d there are".formatted(total));
    }
  }

  /** The counters of a step whose {@code total} upstream steps are all unfinished. */
  public static UpstreamCounts none(int total) {
    return new UpstreamCounts(total, 0, 0, 0, 0);
  }

  public int finished() {
    return succeeded + skipped + failed + upstreamFailed;
  }

  public int failedOrUpstreamFailed() {
    return failed + upstreamFailed;
  }

  public boolean allFinished() {
    return finished() == total;
  }

  /**
   * These counters after one upstream step moved. A move between unfinished states changes nothing.
   */
  UpstreamCounts moved(StepState from, StepState to) {
    return plus(from, -1).plus(to, 1);
  }

  private UpstreamCounts plus(StepState state, int n) {
    return switch (state) {
      case WAITING, READY, RUNNING, RETRY_WAIT -> this;
      case SUCCEEDED -> new UpstreamCounts(total, succeeded + n, skipped, failed, upstreamFailed);
      case SKIPPED -> new UpstreamCounts(total, succeeded, skipped + n, failed, upstreamFailed);
      case FAILED, CANCELLED ->
          new UpstreamCounts(total, succeeded, skipped, failed + n, upstreamFailed);
      case UPSTREAM_FAILED ->
          new UpstreamCounts(total, succeeded, skipped, failed, upstreamFailed + n);
    };
  }
}

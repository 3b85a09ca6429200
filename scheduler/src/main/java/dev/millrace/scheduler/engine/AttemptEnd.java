package dev.millrace.scheduler.engine;

import static dev.millrace.scheduler.engine.StepState.CANCELLED;

/** What becomes of a step when its attempt ends. */
public final class AttemptEnd {
  private AttemptEnd() {}

  /**
   * The step's next state.
   *
   * <p>An attempt may end while its step is still {@code ready}, because the report of the start
   * never came: the store then moves the step to {@code running} first, in the same transaction.
   *
   * @param end the true end of the attempt; it is kept whatever becomes of the step
   * @param cancelling whether the run is cancelling: then any end closes the step as cancelled
   * @param retry what {@link RetryDecision} says; looked at only after an end that can be retried
   * @throws IllegalArgumentException if the attempt has not ended
   */
  public static StepState stepAfter(AttemptState end, boolean cancelling, RetryDecision retry) {
    if (!end.isTerminal()) {
      throw new IllegalArgumentException("%s is no end of an attempt".formatted(end.wireName()));
    }
    if (cancelling) {
      return CANCELLED;
    }
    return switch (end) {
      case SUCCEEDED -> StepState.SUCCEEDED;
      case SKIPPED -> StepState.SKIPPED;
      case CANCELLED -> CANCELLED;
      case LOST -> retry instanceof RetryDecision.Retry ? StepState.READY : StepState.FAILED;
      case FAILED, TIMED_OUT, LEASED, RUNNING ->
          retry instanceof RetryDecision.Retry ? StepState.RETRY_WAIT : StepState.FAILED;
    };
  }
}

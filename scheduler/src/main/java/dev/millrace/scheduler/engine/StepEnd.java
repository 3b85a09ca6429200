package dev.millrace.scheduler.engine;

/**
 * A step that ended outside the decider: its attempt was closed, and its row says so.
 *
 * @param step its index in the {@link RunPlan}
 * @param state an end
 * @param outcome looked at only if the step succeeded
 */
public record StepEnd(int step, StepState state, Outcome outcome) {
  public StepEnd {
    if (!state.isTerminal()) {
      throw new IllegalArgumentException("%s is no end of a step".formatted(state.wireName()));
    }
  }

  /** An end without consequences beyond its state. */
  public static StepEnd plain(int step, StepState state) {
    return new StepEnd(step, state, Outcome.Plain.PLAIN);
  }
}

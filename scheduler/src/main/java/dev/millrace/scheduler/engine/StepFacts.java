package dev.millrace.scheduler.engine;

/**
 * What deciding needs to know of one step, and what it may change of it.
 *
 * @param step its index in the {@link RunPlan}
 */
public record StepFacts(int step, StepState state, UpstreamCounts upstream) {
  StepFacts withState(StepState newState) {
    return new StepFacts(step, newState, upstream);
  }

  StepFacts withUpstream(UpstreamCounts counts) {
    return new StepFacts(step, state, counts);
  }
}

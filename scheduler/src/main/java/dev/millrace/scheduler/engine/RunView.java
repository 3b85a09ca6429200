package dev.millrace.scheduler.engine;

import java.util.BitSet;
import java.util.Collection;

/**
 * The stored facts of one run, loaded as they are needed. One view serves one decision, under the
 * run's lock, so what it answers does not change meanwhile.
 */
public interface RunView {
  /**
   * Loads steps, in one statement if it can. The decider asks at most twice a round and never twice
   * for the same step.
   *
   * @param steps indexes in the run's {@link RunPlan}; never empty; do not keep
   * @return the facts of exactly these steps, in any order. For a step that the decision was given
   *     as ended, the state may be the one from before its end or after
   */
  Collection<StepFacts> load(BitSet steps);

  /** The view of a run whose steps are all still waiting, stored or not. */
  static RunView untouched(RunPlan plan) {
    return steps ->
        steps.stream()
            .mapToObj(
                step ->
                    new StepFacts(
                        step, StepState.WAITING, UpstreamCounts.none(plan.parentCount(step))))
            .toList();
  }
}

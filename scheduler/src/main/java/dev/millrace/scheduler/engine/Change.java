package dev.millrace.scheduler.engine;

import dev.millrace.dsl.TriggerRule;
import java.util.List;

/** One thing that a decision changes. The list of them, in order, is what happened. */
public sealed interface Change {
  /** A waiting step became ready. */
  record StepReadied(int step) implements Change {}

  /** A step ended, or was ended again (from upstream_failed to skipped), without a worker. */
  record StepEnded(int step, StepState from, StepState to, Why why) implements Change {}

  /** The run ended: no step is unfinished. Always the last change. */
  record RunEnded(RunState state) implements Change {}

  /** Why a step ended without a worker. */
  sealed interface Why {
    /** Its rule can no longer be met. */
    record Rule(TriggerRule rule) implements Why {}

    /** A branch did not choose it. */
    record NotChosen(int branch) implements Why {}

    /** A short circuit upstream of it stopped. */
    record ShortCircuited(int by) implements Why {}

    /** Its own condition is false. */
    enum Condition implements Why {
      WHEN_IS_FALSE
    }

    /** It does nothing but join. */
    enum Join implements Why {
      NOOP
    }

    /** It is a branch and chose; kept with the step ({@code step_run.branch_choice}) for reruns. */
    record Chose(List<String> next) implements Why {
      public Chose {
        next = List.copyOf(next);
      }
    }

    /** An expression of it cannot be evaluated; the cause is the user. */
    record ExpressionFailed(String message) implements Why {}
  }
}

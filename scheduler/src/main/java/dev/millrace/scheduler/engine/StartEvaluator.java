package dev.millrace.scheduler.engine;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Answers for the expressions of a step whose rule is met: its {@code when}, its choice if it is a
 * branch, and its values, which the implementation keeps until the step's row is written.
 */
public interface StartEvaluator {

  /**
   * The states that this decision has given to steps so far, as they were at the start of the
   * round.
   */
  @FunctionalInterface
  interface Decided {
    /**
     * @return empty if the decision has not moved the step, so that its row is still right
     */
    Optional<StepState> state(int step);
  }

  /** What the expressions say. */
  sealed interface Evaluation {
    /** The step may start. */
    enum Start implements Evaluation {
      START
    }

    /** Its {@code when} is false. */
    enum Skip implements Evaluation {
      SKIP
    }

    /** It is a branch over expressions, and these are the steps it chose; none is a choice too. */
    record Choose(List<String> next) implements Evaluation {
      public Choose {
        next = List.copyOf(next);
      }
    }

    /**
     * An expression cannot be evaluated; the step fails without an attempt.
     *
     * @param message what is wrong, for the author of the Dag
     */
    record Fail(String message) implements Evaluation {}
  }

  /**
   * Tells which steps a round is going to ask about, so that what they refer to can be read in one
   * go. What this throws ends the decision: it is a fault of the platform and no step's.
   */
  default void prepare(BitSet steps, Decided decided) {}

  /** Evaluates one step. A runtime exception counts as {@link Evaluation.Fail} with its message. */
  Evaluation evaluate(int step, Decided decided);

  /** Starts every step; only for plans without conditions, branches and values. */
  static StartEvaluator none() {
    return (step, decided) -> Evaluation.Start.START;
  }
}

package dev.millrace.dsl.validation;

/** When an expression is evaluated, and with that which steps it may read. */
public sealed interface Moment {
  /** That step may start: steps before it can be read. */
  record StepStarts(String step) implements Moment {}

  /** Any step may start, as for a default of the Dag: no step can be read. */
  enum AnyStepStarts implements Moment {
    ANY_STEP_STARTS
  }

  /** The run ends: every step can be read. */
  enum RunEnds implements Moment {
    RUN_ENDS
  }
}

package dev.millrace.scheduler.engine;

import java.util.List;

/** What a step's end means for the steps behind it, beyond its state. */
public sealed interface Outcome {
  /** Nothing: they follow their rules. */
  enum Plain implements Outcome {
    PLAIN
  }

  /**
   * A branch chose. Direct downstream steps that are neither named nor downstream of a named step
   * are skipped; an empty choice skips them all.
   *
   * @param next names of steps, direct successors or not; unknown ones are passed over
   */
  record Choice(List<String> next) implements Outcome {
    public Choice {
      next = List.copyOf(next);
    }
  }

  /** A short circuit. */
  enum ShortCircuit implements Outcome {
    /** Skips everything downstream, whatever its rule says. */
    ALL,
    /** Skips direct downstream steps; the rest follow their rules. */
    DIRECT,
    /** Skips nothing. */
    CONTINUE
  }
}

package dev.millrace.scheduler.engine;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a decision comes to. The store writes {@link #touched()} with one statement, {@link
 * #progress()} to {@code run_progress}, and an event for each of {@link #changes()}.
 *
 * @param changes what happened, in order; a step can appear twice when a branch skips what a rule
 *     ended
 * @param touched the facts, after the decision, of every step that was moved or whose counters
 *     changed, ascending
 * @param progress the run's progress after the decision
 */
public record Decision(List<Change> changes, Collection<StepFacts> touched, RunProgress progress) {
  public Decision {
    changes = List.copyOf(changes);
    touched = List.copyOf(touched);
  }

  /** The steps that became ready. */
  public BitSet readied() {
    BitSet readied = new BitSet();
    for (Change change : changes) {
      if (change instanceof Change.StepReadied ready) {
        readied.set(ready.step());
      }
    }
    return readied;
  }

  /** The state in which the run ended, if it did. */
  public Optional<RunState> runEnd() {
    return !changes.isEmpty() && changes.getLast() instanceof Change.RunEnded end
        ? Optional.of(end.state())
        : Optional.empty();
  }
}

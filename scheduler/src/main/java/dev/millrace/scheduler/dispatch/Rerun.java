package dev.millrace.scheduler.dispatch;

import java.util.List;
import java.util.UUID;

/**
 * A rerun, done or tried out.
 *
 * @param number which reopening of the run it is, from 1; of one that was tried out the number that
 *     it would have
 * @param touched in the order of the definition; at least one
 */
public record Rerun(UUID run, int number, List<ReopenedStep> touched) {
  public Rerun {
    touched = List.copyOf(touched);
  }
}

package dev.millrace.scheduler.catalog;

import java.time.Instant;

/**
 * An active schedule of a Dag that a deployment archives: it starts no more runs.
 *
 * @param nextTickAt when it would have started the next run
 */
public record StoppedSchedule(String dag, String trigger, Instant nextTickAt) {

  @Override
  public String toString() {
    return "'%s' of Dag '%s', due next at %s".formatted(trigger, dag, nextTickAt);
  }
}

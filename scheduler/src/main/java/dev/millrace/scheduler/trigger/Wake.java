package dev.millrace.scheduler.trigger;

import java.time.Duration;
import java.time.Instant;

/**
 * When somebody has to look at the triggers again.
 *
 * @param at when the tick is due, by the database's clock
 * @param in how long that is from now on; may be negative
 */
record Wake(Instant at, Duration in) {
  static Wake at(Instant due, Instant now) {
    return new Wake(due, Duration.between(now, due));
  }

  /** The same, after that much time has passed. */
  Wake after(Duration passed) {
    return new Wake(at, in.minus(passed));
  }
}

package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * A worker's sign of life.
 *
 * @param settledClaims the highest number up to which every claim of the session is answered or
 *     given up
 * @param attempts every attempt it holds, from the grant until its completion is answered
 * @param draining whether it takes no more work
 * @param park how long it may be parked while there is no command
 */
public record Heartbeat(long settledClaims, Set<UUID> attempts, boolean draining, Duration park) {
  /** Copies the set. */
  public Heartbeat {
    attempts = Set.copyOf(attempts);
  }
}

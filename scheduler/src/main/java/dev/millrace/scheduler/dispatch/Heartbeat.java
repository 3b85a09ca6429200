package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.StorableText;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker's sign of life.
 *
 * @param number rises with every heartbeat of a session; null: the worker does not number them, and
 *     a running attempt that it leaves out is kept until its lease ends
 * @param settledClaims the highest number up to which every claim of the session is answered or
 *     given up
 * @param attempts every attempt it holds, from the grant until its completion is answered
 * @param undeliverable attempts whose completion the server did not take, with the reason for
 *     people
 * @param draining whether it takes no more work
 * @param trouble why it takes no more work without being drained; null: nothing
 * @param park how long it may be parked while there is no command
 */
public record Heartbeat(
    @Nullable Long number,
    long settledClaims,
    Set<UUID> attempts,
    Map<UUID, String> undeliverable,
    boolean draining,
    @Nullable String trouble,
    Duration park) {
  private static final int MAX_TROUBLE = 1_000;

  /** Copies the collections, and makes the trouble short and storable. */
  public Heartbeat {
    attempts = Set.copyOf(attempts);
    undeliverable = Map.copyOf(undeliverable);
    if (trouble != null) {
      trouble = StorableText.cleaned(trouble.substring(0, Math.min(trouble.length(), MAX_TROUBLE)));
    }
  }
}

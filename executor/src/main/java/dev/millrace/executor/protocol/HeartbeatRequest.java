package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST heartbeat}: renews the session's lease. A long poll that is answered at once when
 * there are commands. 401: the session is gone; the worker kills its attempts and opens a new one.
 *
 * <p>A claim that is settled must not be answered with grants any more, also when the server still
 * has it parked: its worker no longer waits.
 *
 * @param number rises with every heartbeat of the session, from 1: by it the server knows a late
 *     one; null: the worker is of a build that does not number them
 * @param settledClaims the highest number up to which every claim of the session is answered or
 *     given up: a grant of such a claim that {@code attempts} does not list never arrived
 * @param attempts every attempt the worker holds, from its grant until its completion is answered
 *     and its processes are gone. A running one that two heartbeats leave out is lost
 * @param undeliverable attempts that ended and whose completion the server does not take, not even
 *     a minimal one: the server ends them itself and answers with {@link Command.Kind#DROP}
 * @param draining whether the worker takes no more work
 * @param waitMillis from 0 to {@link WorkerProtocol#MAX_WAIT_MILLIS}
 * @param trouble why it takes no more work without being drained, such as a full disk, and what to
 *     do; null: nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeartbeatRequest(
    @Nullable Long number,
    long settledClaims,
    List<UUID> attempts,
    List<Undeliverable> undeliverable,
    boolean draining,
    int waitMillis,
    @Nullable String trouble) {
  public HeartbeatRequest {
    attempts = WorkerProtocol.orEmpty(attempts);
    undeliverable = WorkerProtocol.orEmpty(undeliverable);
  }

  /**
   * An attempt whose end cannot be reported.
   *
   * @param reason for people, ASCII, at most 1 KiB
   */
  public record Undeliverable(UUID attempt, String reason) {
    public Undeliverable {
      reason = Objects.requireNonNullElse(reason, "");
    }
  }
}

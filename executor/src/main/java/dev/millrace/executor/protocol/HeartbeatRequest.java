package dev.millrace.executor.protocol;

import java.util.List;
import java.util.UUID;

/**
 * {@code POST heartbeat}: renews the session's lease. A long poll that is answered at once when
 * there are commands. 401: the session is gone; the worker kills its attempts and opens a new one.
 *
 * <p>A claim that is settled must not be answered with grants any more, also when the server still
 * has it parked: its worker no longer waits.
 *
 * @param settledClaims the highest number up to which every claim of the session is answered or
 *     given up: a grant of such a claim that {@code attempts} does not list never arrived
 * @param attempts every attempt the worker holds, from its grant until its completion is answered
 * @param draining whether the worker takes no more work
 * @param waitMillis from 0 to {@link WorkerProtocol#MAX_WAIT_MILLIS}
 */
public record HeartbeatRequest(
    long settledClaims, List<UUID> attempts, boolean draining, int waitMillis) {
  public HeartbeatRequest {
    attempts = WorkerProtocol.orEmpty(attempts);
  }
}

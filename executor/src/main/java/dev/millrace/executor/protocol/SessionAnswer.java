package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * The answer to {@link SessionRequest}. All other requests carry {@code token} as their bearer
 * token.
 *
 * @param session the session's id, for logs
 * @param token reaches this session's attempts and their snapshots only
 * @param tokenExpiresInSeconds its life; heartbeats renew it
 * @param leaseTtlSeconds after so long without a heartbeat the server gives the attempts to others
 * @param heartbeatSeconds how often to send a heartbeat
 * @param selfFenceSeconds after so long without an answered heartbeat the worker kills its
 *     attempts; less than {@code leaseTtlSeconds}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionAnswer(
    UUID session,
    String token,
    int tokenExpiresInSeconds,
    int leaseTtlSeconds,
    int heartbeatSeconds,
    int selfFenceSeconds) {}

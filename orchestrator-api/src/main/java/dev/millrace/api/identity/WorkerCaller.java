package dev.millrace.api.identity;

import java.util.UUID;

/**
 * The worker that sent this request.
 *
 * @param session its open session
 * @param worker its instance id, the same across its sessions
 * @param poolToken the token that opened the session
 */
public record WorkerCaller(UUID session, UUID worker, String pool, UUID poolToken) {}

package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.UUID;

/**
 * A session just opened.
 *
 * @param session its id
 * @param leaseTtl how long the worker may be silent before its attempts are lost
 * @param lostAttempts how many attempts of the worker's earlier sessions were lost by this
 */
public record OpenedSession(UUID session, Duration leaseTtl, int lostAttempts) {}

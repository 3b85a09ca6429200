package dev.millrace.api.runs;

import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step in one line.
 *
 * @param dagVersion number of the version that it ran
 * @param queuedAt when its step came into the queue
 * @param createdAt when a worker got it from there
 */
public record AttemptBrief(
    UUID id,
    int number,
    int dagVersion,
    AttemptState state,
    @Nullable AttemptPhase phase,
    @Nullable Cause cause,
    @Nullable String message,
    @Nullable String worker,
    @Nullable Instant queuedAt,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  /** The line for an attempt as it was read. */
  public static AttemptBrief of(dev.millrace.scheduler.store.AttemptBrief attempt) {
    return new AttemptBrief(
        attempt.id(),
        attempt.number(),
        attempt.dagVersion(),
        attempt.state(),
        attempt.phase(),
        attempt.cause(),
        attempt.message(),
        attempt.worker(),
        attempt.queuedAt(),
        attempt.createdAt(),
        attempt.startedAt(),
        attempt.endedAt());
  }
}

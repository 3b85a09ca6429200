package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step in one line.
 *
 * @param id its id
 * @param number which try of its step, from 1
 * @param dagVersion number of the version that it ran
 * @param state where it is
 * @param phase what it is busy with; null: not told yet
 * @param cause whose doing a bad end was; null: none
 * @param message for people; null: none
 * @param failedCell number among the cells with code, from 1; null: none
 * @param worker its worker's name; null: none
 * @param queuedAt when its step came into the queue; null: it was not leased from one, or by a
 *     release that did not note it
 * @param createdAt when it was leased
 * @param startedAt null: not yet
 * @param endedAt null: not yet
 */
public record AttemptBrief(
    UUID id,
    int number,
    int dagVersion,
    AttemptState state,
    @Nullable AttemptPhase phase,
    @Nullable Cause cause,
    @Nullable String message,
    @Nullable Integer failedCell,
    @Nullable String worker,
    @Nullable Instant queuedAt,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {}

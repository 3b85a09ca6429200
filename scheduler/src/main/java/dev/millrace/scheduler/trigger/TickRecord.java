package dev.millrace.scheduler.trigger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tick, or of several without a run that follow each other.
 *
 * @param tick the instant, the first of several
 * @param until the last of several; null: it is one
 * @param count how many
 * @param run null: none
 * @param reason why there is no run; null: there is one
 * @param planned when it was planned for, where the zone's rules have changed since; null: then
 * @param at when it was judged
 */
public record TickRecord(
    Instant tick,
    @Nullable Instant until,
    int count,
    TickOutcome outcome,
    @Nullable UUID run,
    @Nullable String reason,
    @Nullable Instant planned,
    Instant at) {}

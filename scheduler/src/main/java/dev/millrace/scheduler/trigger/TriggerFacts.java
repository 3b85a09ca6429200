package dev.millrace.scheduler.trigger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A locked trigger and its locked Dag, as far as judging ticks asks.
 *
 * @param version the Dag's current version
 * @param nextTickAt which tick was planned next; null: none
 * @param missedUntil ticks up to here fell due while it was paused; null: none
 * @param paused whether it, or its Dag, is paused: nothing of what is due starts a run
 * @param refusal why the Dag starts nothing; null: it may
 * @param now the database's clock after the locks
 */
record TriggerFacts(
    UUID id,
    String name,
    UUID dag,
    UUID version,
    Instant watermark,
    @Nullable Instant nextTickAt,
    @Nullable Instant missedUntil,
    boolean paused,
    @Nullable String refusal,
    Instant now) {}

package dev.millrace.api.triggers;

import dev.millrace.scheduler.trigger.TickOutcome;
import dev.millrace.scheduler.trigger.TickRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a tick, or of several without a run that follow each other.
 *
 * @param tick the instant, the first of several
 * @param until the last of several
 * @param count how many
 * @param reason why there is no run
 * @param planned when it was planned for, where the zone's rules have changed since
 * @param at when it was judged
 */
record TickView(
    Instant tick,
    @Nullable Instant until,
    int count,
    TickOutcome outcome,
    @Nullable UUID run,
    @Nullable String reason,
    @Nullable Instant planned,
    Instant at) {
  static TickView of(TickRecord tick) {
    return new TickView(
        tick.tick(),
        tick.until(),
        tick.count(),
        tick.outcome(),
        tick.run(),
        tick.reason(),
        tick.planned(),
        tick.at());
  }
}

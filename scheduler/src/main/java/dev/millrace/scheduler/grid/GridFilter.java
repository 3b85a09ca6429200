package dev.millrace.scheduler.grid;

import dev.millrace.scheduler.engine.RunState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs and ticks a grid shows. Ticks have no state: a filter by state shows none.
 *
 * @param states only runs in these states; empty: in any
 * @param triggerKind only what such a trigger started, as {@code manual} or {@code schedule}; null:
 *     any
 * @param trigger only what the trigger of that name started; null: any
 * @param from only what is about that time or later; null: from the first
 * @param to only what is about a time before that one; null: to the last
 */
public record GridFilter(
    Set<RunState> states,
    @Nullable String triggerKind,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Everything. */
  public static final GridFilter ALL = new GridFilter(Set.of(), null, null, null, null);
}

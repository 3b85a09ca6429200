package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.RunState;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param projects only of these projects, which the caller may see; null: of all
 * @param dag only of that Dag; null: of all
 * @param states only in these states; empty: in any
 * @param before only runs older than that one, for the next page; null: from the newest
 * @param limit at most that many, at least 1
 */
public record RunFilter(
    @Nullable Collection<UUID> projects,
    @Nullable UUID dag,
    Set<RunState> states,
    @Nullable UUID before,
    int limit) {}

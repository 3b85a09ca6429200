package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What deciding needs of a run's row, read under its lock.
 *
 * @param maxActiveSteps null: no limit
 * @param quarantined whether it is quarantined because it cannot be decided
 * @param retriesDue whether steps of it wait for a next try whose time has come
 */
record RunHeader(
    UUID run,
    UUID dag,
    UUID dagVersion,
    RunState state,
    int rerun,
    @Nullable Integer maxActiveSteps,
    boolean quarantined,
    boolean retriesDue) {}

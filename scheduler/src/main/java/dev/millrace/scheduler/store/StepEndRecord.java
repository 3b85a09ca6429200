package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.StepState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an earlier end of a step was, before a rerun reopened it.
 *
 * @param rerun the go that it ended: 0 the first, else the number of the rerun
 * @param attempt the attempt that ended it; null: it ended without one
 * @param state how it ended
 * @param message why, for people; null: nothing to say
 * @param outputs null: none
 * @param branchChoice what a branch chose; null: no branch
 * @param at when
 */
public record StepEndRecord(
    int rerun,
    @Nullable UUID attempt,
    StepState state,
    @Nullable String message,
    @Nullable ObjectNode outputs,
    @Nullable List<String> branchChoice,
    Instant at) {}

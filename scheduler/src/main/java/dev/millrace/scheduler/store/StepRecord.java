package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.StepState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step of a run as pages show it.
 *
 * @param id the step run's id
 * @param run the run's id
 * @param step its id in the Dag
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param ordinal its place among the steps: after all its upstream steps, else as in the definition
 * @param state where it is
 * @param message why, for people; null: nothing to say
 * @param pool null: it never leaves the server
 * @param branchChoice what a branch chose; null: no branch, or not decided
 * @param outputs small values of the attempt that counted; null: none
 * @param parameters resolved ones; null: not computed yet
 * @param userRetries used of its own budget
 * @param platformRetries used of the platform's
 * @param notBefore when its next try is due; null: it does not wait for one
 * @param startedAt null: not yet
 * @param endedAt null: not yet
 * @param rerun the reopening that its newest go belongs to; 0: it was never reopened
 * @param ends what its earlier ends were, oldest first
 * @param attempts its tries, oldest first
 */
public record StepRecord(
    UUID id,
    UUID run,
    String step,
    List<Integer> mapPath,
    int ordinal,
    StepState state,
    @Nullable String message,
    @Nullable String pool,
    @Nullable List<String> branchChoice,
    @Nullable ObjectNode outputs,
    @Nullable ObjectNode parameters,
    int userRetries,
    int platformRetries,
    @Nullable Instant notBefore,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int rerun,
    List<StepEndRecord> ends,
    List<AttemptBrief> attempts) {}

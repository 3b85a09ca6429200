package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in one line.
 *
 * @param id its id
 * @param dagId its Dag's id
 * @param project the project's name
 * @param dag the Dag's name
 * @param state where it is
 * @param createdAt when it was asked for
 * @param startedAt null: not yet
 * @param endedAt null: not yet
 */
public record RunBrief(
    UUID id,
    UUID dagId,
    String project,
    String dag,
    RunState state,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {}

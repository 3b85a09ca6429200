package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Trigger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trigger as its page shows it.
 *
 * @param schedule as in the definition, without parameters
 * @param parameters given to each run it starts
 * @param nextTickAt when it ticks next; also of a paused one, whose tick will be missed. Null:
 *     never
 * @param definition what the Dag's current version says; null: it is archived, or that version
 *     cannot be read
 */
public record TriggerRecord(
    UUID id,
    String name,
    String kind,
    ObjectNode schedule,
    ObjectNode parameters,
    boolean paused,
    boolean archived,
    @Nullable Instant nextTickAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Trigger definition) {}

package dev.millrace.scheduler.store;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened in a run.
 *
 * @param run the run's id
 * @param seq 1, 2, 3, … of the run
 * @param at the database's time
 * @param kind such as {@code step_ended}
 * @param data what there is to say
 */
public record RunEvent(UUID run, long seq, Instant at, String kind, ObjectNode data) {}

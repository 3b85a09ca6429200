package dev.millrace.executor.protocol;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One thing that happened in an attempt, numbered by the worker. The kinds are those of {@link
 * StepEvent} and the events of {@code executor.notebook}; a reader passes over kinds it does not
 * know.
 *
 * @param seq from 1, without gaps
 * @param kind lower_snake
 * @param at the worker's clock; for people, never for decisions
 * @param data the event's own JSON object
 */
public record AttemptEvent(long seq, String kind, Instant at, JsonNode data) {}

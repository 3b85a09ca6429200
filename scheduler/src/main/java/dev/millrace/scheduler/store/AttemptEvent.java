package dev.millrace.scheduler.store;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened in an attempt, as its worker told it.
 *
 * @param seq from 1, without gaps
 * @param kind lower_snake
 * @param at the worker's clock
 * @param data the event's own JSON object
 */
public record AttemptEvent(long seq, String kind, Instant at, ObjectNode data) {}

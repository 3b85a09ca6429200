package dev.millrace.api.live;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One event as the browser reads it.
 *
 * @param topic whose it is, as in the request without its position
 * @param seq its number within the topic
 */
record LiveEvent(String topic, long seq, Instant at, String kind, JsonNode data) {}

package dev.millrace.api.runs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run that someone wants.
 *
 * @param parameters by name; the others take their defaults
 * @param logicalTime the instant it is about; absent: now
 * @param version of the Dag; absent: the current one
 * @param note shown with the run
 */
record RunRequest(
    @Nullable Map<String, JsonNode> parameters,
    @Nullable Instant logicalTime,
    @Nullable Integer version,
    @Nullable String note) {

  /** Everything by default. */
  static final RunRequest DEFAULTS = new RunRequest(null, null, null, null);
}

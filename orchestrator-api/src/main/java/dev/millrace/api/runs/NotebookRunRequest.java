package dev.millrace.api.runs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run of one notebook that someone wants.
 *
 * @param notebook its path in the project
 */
record NotebookRunRequest(
    String notebook,
    @Nullable Map<String, JsonNode> parameters,
    @Nullable Instant logicalTime,
    @Nullable String note) {}

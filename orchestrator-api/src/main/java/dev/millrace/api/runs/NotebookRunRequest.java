package dev.millrace.api.runs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of one notebook that someone wants.
 *
 * @param notebook its path in the project
 */
record NotebookRunRequest(
    String notebook,
    @Nullable ObjectNode parameters,
    @Nullable Instant logicalTime,
    @Nullable String note) {}

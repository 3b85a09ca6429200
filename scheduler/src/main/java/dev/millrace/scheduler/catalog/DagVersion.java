package dev.millrace.scheduler.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a Dag, as people see it.
 *
 * @param number 1, 2, 3, … in the Dag
 * @param digest of the canonical definition
 * @param definition what it says, as JSON text
 * @param source the author's own text; null for a single notebook
 * @param sourcePath where it stood in the project; null when it came otherwise
 */
public record DagVersion(
    int number,
    Digest digest,
    Instant createdAt,
    String by,
    String definition,
    @Nullable String source,
    @Nullable String sourcePath) {}

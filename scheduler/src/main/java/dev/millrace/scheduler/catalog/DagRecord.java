package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Dag with its current definition, as pages show it.
 *
 * @param name in the project; a single notebook's is its path
 * @param version the number of its current version
 * @param versionId the id of its current version
 * @param digest of its current definition: what tells one from the next
 * @param archived it is gone from the project's files, or was deleted
 * @param quarantine why it starts nothing; null when it may
 * @param definition null when the stored text cannot be read, which {@code quarantine} explains
 */
public record DagRecord(
    UUID id,
    String name,
    @Nullable String title,
    @Nullable String description,
    List<String> tags,
    Origin origin,
    int version,
    UUID versionId,
    Digest digest,
    boolean archived,
    @Nullable String quarantine,
    @Nullable Dag definition,
    Instant createdAt,
    Instant updatedAt) {

  /** Copies the list. */
  public DagRecord {
    tags = List.copyOf(tags);
  }
}

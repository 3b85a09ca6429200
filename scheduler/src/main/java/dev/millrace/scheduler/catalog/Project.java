package dev.millrace.scheduler.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One stage of one source of files, as people see it.
 *
 * @param dags how many Dags it has that are neither archived nor implicit
 * @param head its newest deployment; null before the first
 */
public record Project(
    UUID id,
    String name,
    @Nullable String title,
    Instant createdAt,
    String createdBy,
    int dags,
    @Nullable Head head) {

  /** The deployment that new runs use. */
  public record Head(UUID deployment, int number, Digest snapshot, Instant at, String by) {}
}

package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The output notebooks of attempts that were lost with their worker: the server finishes them. */
public final class AttemptDocuments {
  private final JdbcClient jdbc;
  private final Bell bell;

  public AttemptDocuments(JdbcClient jdbc, Bell bell) {
    this.jdbc = jdbc;
    this.bell = bell;
  }

  /** Lost attempts that had started and whose document is not finished, longest lost first. */
  public List<UUID> unfinished(int limit) {
    return jdbc.sql(
            "SELECT id FROM attempt WHERE document_pending ORDER BY ended_at, id LIMIT :limit")
        .param("limit", limit)
        .query((row, i) -> Columns.uuid(row, "id"))
        .list();
  }

  /**
   * Notes the document that was made from the stored events. From then on late events are refused.
   * Repeating it changes nothing.
   *
   * @param document digest of its blob in the default store; null: the attempt has none (no
   *     notebook, or no events)
   */
  public void finish(UUID attempt, @Nullable String document) {
    int changed =
        jdbc.sql(
                """
                UPDATE attempt
                   SET document_pending = false, document_digest = :document,
                       document_store = CASE WHEN :document::text IS NULL THEN NULL ELSE 'postgres' END
                 WHERE id = :attempt AND document_pending
                """)
            .param("attempt", attempt)
            .param("document", document)
            .update();
    if (changed > 0) {
      bell.ring(BellKey.attempt(attempt));
    }
  }
}

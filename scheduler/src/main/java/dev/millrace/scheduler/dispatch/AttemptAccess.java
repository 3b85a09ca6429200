package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a worker session may reach: its own attempts, their files and their snapshots. */
public final class AttemptAccess {
  private final JdbcClient jdbc;

  public AttemptAccess(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * An attempt and who holds it.
   *
   * @param attempt its id
   * @param session the session that has or had it; null: none
   * @param project the project's id
   * @param snapshot digest of its files; null: none
   * @param leased whether that session holds its lease now
   */
  public record Held(
      UUID attempt,
      @Nullable UUID session,
      UUID project,
      @Nullable String snapshot,
      boolean leased) {}

  /** The attempt of that id. */
  public Optional<Held> attempt(UUID attempt) {
    return jdbc.sql(
            """
            SELECT a.id, a.session, r.project, a.snapshot,
                   EXISTS (SELECT 1 FROM step_queue q
                            WHERE q.step_run = a.step_run AND q.attempt = a.id) AS leased
              FROM attempt a JOIN run r ON r.id = a.run
             WHERE a.id = :attempt
            """)
        .param("attempt", attempt)
        .query(
            (row, i) ->
                new Held(
                    attempt,
                    Columns.uuidOrNull(row, "session"),
                    Columns.uuid(row, "project"),
                    row.getString("snapshot"),
                    row.getBoolean("leased")))
        .optional();
  }

  /** Whether an attempt of that session, leased now, uses that snapshot. */
  public boolean mayReadSnapshot(UUID session, String snapshot) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM step_queue q JOIN attempt a ON a.id = q.attempt
                            WHERE q.session = :session AND q.epoch IS NOT NULL
                              AND a.snapshot = :snapshot)
            """)
        .param("session", session)
        .param("snapshot", snapshot)
        .query(Boolean.class)
        .single();
  }

  /** Whether that blob is a file that a step of the attempt's own run published. */
  public boolean isInput(UUID attempt, String digest) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM attempt mine
                             JOIN attempt producer ON producer.run = mine.run
                             JOIN artifact f ON f.attempt = producer.id
                            WHERE mine.id = :attempt AND f.digest = :digest)
            """)
        .param("attempt", attempt)
        .param("digest", digest)
        .query(Boolean.class)
        .single();
  }
}

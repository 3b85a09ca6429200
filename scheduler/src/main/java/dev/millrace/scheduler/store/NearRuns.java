package dev.millrace.scheduler.store;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs of the same Dag before and after a run. Changes nothing. */
public final class NearRuns {
  private final JdbcClient jdbc;

  NearRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which runs of its Dag were made before and after that run; none of them if there is no run. */
  public Neighbours neighbours(UUID run) {
    return jdbc.sql(
            """
            SELECT (SELECT id FROM run WHERE dag = this.dag AND id < this.id
                     ORDER BY id DESC LIMIT 1) AS previous,
                   (SELECT id FROM run WHERE dag = this.dag AND id > this.id
                     ORDER BY id LIMIT 1) AS next
              FROM run this WHERE this.id = :run
            """)
        .param("run", run)
        .query(
            (row, i) ->
                new Neighbours(
                    Columns.uuidOrNull(row, "previous"), Columns.uuidOrNull(row, "next")))
        .optional()
        .orElse(new Neighbours(null, null));
  }

  /** The newest run of the same Dag before this one that succeeded. */
  public Optional<UUID> previousSuccess(UUID run) {
    return jdbc.sql(
            """
            SELECT other.id
              FROM run this
             CROSS JOIN LATERAL (
               SELECT id FROM run WHERE dag = this.dag AND id < this.id AND state = 'succeeded'
                ORDER BY id DESC LIMIT 1) other
             WHERE this.id = :run
            """)
        .param("run", run)
        .query(UUID.class)
        .optional();
  }
}

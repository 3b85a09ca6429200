package dev.millrace.scheduler.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notices that the database was restored into another PostgreSQL cluster, where transaction ids
 * start anew: events of the old one must count as wholly visible.
 */
public final class DatabaseGeneration {
  private static final Logger log = LoggerFactory.getLogger(DatabaseGeneration.class);

  private static final String RAISE =
      """
      INSERT INTO database_generation (generation, system_identifier)
      SELECT g.generation + 1, c.system_identifier
        FROM pg_control_system() c,
             (SELECT generation, system_identifier FROM database_generation
               ORDER BY generation DESC LIMIT 1) g
       WHERE g.system_identifier <> c.system_identifier
      ON CONFLICT DO NOTHING
      RETURNING generation
      """;

  private final JdbcClient jdbc;

  public DatabaseGeneration(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Raises the generation if this is another cluster than before. To be called before anything is
   * written.
   */
  public void check() {
    jdbc.sql(RAISE)
        .query(Integer.class)
        .optional()
        .ifPresent(
            generation ->
                log.warn(
                    "this database was restored into another PostgreSQL cluster: its events are"
                        + " generation {} from now on",
                    generation));
  }
}

package dev.millrace.scheduler.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The locks under which definitions change: first the project's row, which keeps writers of
 * definitions apart, then the rows of the triggers, then those of the Dags, each in the order of
 * their ids, as everyone takes them who holds more than one.
 */
final class CatalogLocks {

  private final JdbcClient jdbc;

  CatalogLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Waits for the project's row and holds it to the end of the transaction. @return the database's
   * time after that
   */
  Instant lockProject(UUID project) {
    boolean locked =
        jdbc.sql("SELECT id FROM project WHERE id = :id FOR NO KEY UPDATE")
            .param("id", project)
            .query(UUID.class)
            .optional()
            .isPresent();
    if (!locked) {
      throw new NotFoundException("the project does not exist any more", null);
    }
    return now();
  }

  /** The database's time. */
  Instant now() {
    return jdbc.sql("SELECT millrace_clock()").query(OffsetDateTime.class).single().toInstant();
  }

  /**
   * Waits for the rows of all the project's Dags and their triggers and holds them; entities of
   * Dags are read only after this.
   */
  void lockDags(UUID project) {
    jdbc.sql(
            """
            SELECT id FROM trigger WHERE dag IN (SELECT id FROM dag WHERE project = :project)
             ORDER BY id FOR NO KEY UPDATE
            """)
        .param("project", project)
        .query(UUID.class)
        .list();
    jdbc.sql("SELECT id FROM dag WHERE project = :project ORDER BY id FOR NO KEY UPDATE")
        .param("project", project)
        .query(UUID.class)
        .list();
  }

  /**
   * Waits for the row of one Dag and its triggers, if it exists, and holds them; its entity is read
   * only after this.
   */
  void lockDag(UUID project, String name) {
    jdbc.sql(
            """
            SELECT id FROM trigger
             WHERE dag = (SELECT id FROM dag WHERE project = :project AND name = :name)
             ORDER BY id FOR NO KEY UPDATE
            """)
        .param("project", project)
        .param("name", name)
        .query(UUID.class)
        .list();
    jdbc.sql("SELECT id FROM dag WHERE project = :project AND name = :name FOR NO KEY UPDATE")
        .param("project", project)
        .param("name", name)
        .query(UUID.class)
        .optional();
  }
}

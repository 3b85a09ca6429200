package dev.millrace.scheduler.store;

import dev.millrace.dsl.codec.DagJson;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Versions of Dags, read once and kept: a version never changes. Safe for any number of threads.
 */
public final class Definitions {
  private static final int KEPT = 200;

  private final JdbcClient jdbc;
  private final Kept<UUID, Definition> kept = new Kept<>(KEPT);

  public Definitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The version of that id.
   *
   * @throws NoSuchElementException when there is none
   */
  public Definition version(UUID id) {
    return kept.get(id, this::load);
  }

  private Definition load(UUID id) {
    return jdbc.sql("SELECT dag, number, definition FROM dag_version WHERE id = :id")
        .param("id", id)
        .query(
            (row, i) ->
                new Definition(
                    id,
                    Columns.uuid(row, "dag"),
                    row.getInt("number"),
                    DagJson.read(row.getString("definition"), "version " + id).orThrow()))
        .optional()
        .orElseThrow(() -> new NoSuchElementException("there is no Dag version %s".formatted(id)));
  }
}

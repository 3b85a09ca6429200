package dev.millrace.scheduler.store;

import dev.millrace.dsl.codec.DagJson;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Versions of Dags, read once and kept: a version never changes. The only such memory of a server.
 * Safe for any number of threads.
 */
public final class Definitions {
  private static final int KEPT = 256;

  private final JdbcClient jdbc;
  private final Kept<UUID, Definition> kept = new Kept<>(KEPT);

  public Definitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(UUID dag, int number, String definition) {}

  /**
   * The version of that id.
   *
   * @throws NoSuchElementException when there is none
   * @throws BrokenDefinitionException when its stored text cannot be read; asking again reads again
   */
  public Definition version(UUID id) {
    return kept.get(id, this::load);
  }

  private Definition load(UUID id) {
    return jdbc.sql("SELECT dag, number, definition FROM dag_version WHERE id = :id")
        .param("id", id)
        .query(
            (row, i) ->
                new Row(
                    Columns.uuid(row, "dag"), row.getInt("number"), row.getString("definition")))
        .optional()
        .map(row -> read(id, row))
        .orElseThrow(() -> new NoSuchElementException("there is no Dag version %s".formatted(id)));
  }

  private static Definition read(UUID id, Row row) {
    try {
      return new Definition(
          id, row.dag(), row.number(), DagJson.read(row.definition(), "version " + id).orThrow());
    } catch (RuntimeException | StackOverflowError e) {
      throw new BrokenDefinitionException(id, row.number(), e);
    }
  }
}

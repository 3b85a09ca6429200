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
  /**
   * Characters of definitions that are kept. What is made of one takes some ten bytes for each: at
   * most a hundred megabytes, and room for thousands of usual Dags, which may be due in one
   * instant.
   */
  private static final long KEPT = 8_000_000;

  /** What the least definition takes besides its text, in characters. */
  private static final int LEAST = 500;

  private final JdbcClient jdbc;
  private final Kept<UUID, Weighed> kept = new Kept<>(KEPT, Weighed::weight);

  public Definitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(UUID dag, int number, String definition) {}

  private record Weighed(Definition definition, long weight) {}

  /**
   * The version of that id.
   *
   * @throws NoSuchElementException when there is none
   * @throws BrokenDefinitionException when its stored text cannot be read; asking again reads again
   */
  public Definition version(UUID id) {
    return kept.get(id, this::load).definition();
  }

  private Weighed load(UUID id) {
    return jdbc.sql("SELECT dag, number, definition FROM dag_version WHERE id = :id")
        .param("id", id)
        .query(
            (row, i) ->
                new Row(
                    Columns.uuid(row, "dag"), row.getInt("number"), row.getString("definition")))
        .optional()
        .map(row -> new Weighed(read(id, row), LEAST + row.definition().length()))
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

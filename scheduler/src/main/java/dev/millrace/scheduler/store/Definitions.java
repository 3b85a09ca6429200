package dev.millrace.scheduler.store;

import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.validation.DagValidator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Versions of Dags, read once and kept: a version never changes. The only such memory of a server.
 * Safe for any number of threads.
 */
public final class Definitions {
  private static final Logger log = LoggerFactory.getLogger(Definitions.class);

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

  private record Row(UUID id, UUID dag, int number, String definition) {}

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

  /**
   * Reads versions together that are about to be asked for one by one. What does not exist or
   * cannot be read is passed over: whoever asks for it hears of it.
   */
  public void fetch(Collection<UUID> ids) {
    kept.all(
        ids,
        missing -> {
          Map<UUID, Weighed> read = new HashMap<>();
          for (Row row : rows(missing)) {
            try {
              read.put(row.id(), understand(row));
            } catch (BrokenDefinitionException e) {
              log.debug("version {} is passed over: {}", row.id(), e.getMessage());
            }
          }
          return read;
        });
  }

  private Weighed load(UUID id) {
    return rows(List.of(id)).stream()
        .findFirst()
        .map(Definitions::understand)
        .orElseThrow(() -> new NoSuchElementException("there is no Dag version %s".formatted(id)));
  }

  private List<Row> rows(List<UUID> ids) {
    return jdbc.sql("SELECT id, dag, number, definition FROM dag_version WHERE id = ANY (:ids)")
        .param("ids", SqlArrays.uuids(ids))
        .query(
            (row, i) ->
                new Row(
                    Columns.uuid(row, "id"),
                    Columns.uuid(row, "dag"),
                    row.getInt("number"),
                    row.getString("definition")))
        .list();
  }

  private static Weighed understand(Row row) {
    return new Weighed(read(row), LEAST + row.definition().length());
  }

  private static Definition read(Row row) {
    try {
      return new Definition(
          row.id(),
          row.dag(),
          row.number(),
          DagJson.read(row.definition(), "version " + row.id(), DagValidator.stored()).orThrow());
    } catch (RuntimeException | StackOverflowError e) {
      throw new BrokenDefinitionException(row.id(), row.number(), e);
    }
  }
}

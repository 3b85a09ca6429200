package dev.millrace.scheduler.store;

import dev.millrace.dsl.codec.DagJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Versions of Dags, read once and kept: a version never changes. Safe for any number of threads.
 */
public final class Definitions {
  private static final int KEPT = 200;

  private final JdbcClient jdbc;
  private final Map<UUID, Definition> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Definition> eldest) {
          return size() > KEPT;
        }
      };

  public Definitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The version of that id.
   *
   * @throws NoSuchElementException when there is none
   */
  public Definition version(UUID id) {
    synchronized (kept) {
      Definition known = kept.get(id);
      if (known != null) {
        return known;
      }
    }
    Definition loaded = load(id);
    synchronized (kept) {
      kept.put(id, loaded);
    }
    return loaded;
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

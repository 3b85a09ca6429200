package dev.millrace.scheduler.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The events of all runs as one stream that any number of readers follow, each from its own
 * position.
 *
 * <p>Nothing is skipped: a reader stays below the oldest transaction that is still open, so an
 * event that commits late lies behind every position handed out so far. The price is that a long
 * transaction delays the stream, never that it loses something.
 */
public final class RunFeed {
  private final JdbcClient jdbc;

  public RunFeed(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A place in the stream: everything up to and including it was read.
   *
   * @param generation of the database
   * @param tx transaction id within the generation
   * @param id order within the transaction
   */
  public record Position(int generation, long tx, long id) {}

  /**
   * An event and its place.
   *
   * @param position read on from here
   * @param event what happened
   */
  public record Entry(Position position, RunEvent event) {}

  /**
   * The present end of the stream: reading after it gives only what becomes visible from now on.
   */
  public Position end() {
    return jdbc.sql(
            """
            SELECT max(generation) AS generation,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS tx
              FROM database_generation
            """)
        .query(
            (row, i) -> new Position(row.getInt("generation"), row.getLong("tx"), Long.MAX_VALUE))
        .single();
  }

  /** Events after that position in the stream's order, at most {@code limit}. */
  public List<Entry> readAfter(Position position, int limit) {
    return jdbc.sql(
            """
            SELECT generation, tx::text::bigint AS tx, id, run, seq, at, kind, data
              FROM run_event
             WHERE (generation, tx, id) > (:generation, cast(:tx::text AS xid8), :id)
               AND (generation < (SELECT max(generation) FROM database_generation)
                    OR tx < pg_snapshot_xmin(pg_current_snapshot()))
             ORDER BY generation, run_event.tx, id LIMIT :limit
            """)
        .param("generation", position.generation())
        .param("tx", position.tx())
        .param("id", position.id())
        .param("limit", limit)
        .query(
            (row, i) ->
                new Entry(
                    new Position(row.getInt("generation"), row.getLong("tx"), row.getLong("id")),
                    RunReads.event(row)))
        .list();
  }
}

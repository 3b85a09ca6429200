package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks triggers with their Dags and moves them on. Triggers are locked before Dags, always. */
final class TriggerRows {
  // Another server's poll takes the others: nobody waits here, so the order of locks is free.
  private static final String LOCK_DUE =
      """
      SELECT t.id FROM trigger t JOIN dag d ON d.id = t.dag
       WHERE t.next_tick_at <= millrace_now() AND NOT t.paused AND t.archived_at IS NULL
         AND NOT d.paused
       ORDER BY t.next_tick_at LIMIT :limit
         FOR NO KEY UPDATE OF t SKIP LOCKED
      """;

  private static final String SOONEST =
      """
      SELECT t.next_tick_at, millrace_clock() AS now FROM trigger t JOIN dag d ON d.id = t.dag
       WHERE t.next_tick_at IS NOT NULL AND NOT t.paused AND t.archived_at IS NULL
         AND NOT d.paused
       ORDER BY t.next_tick_at LIMIT 1
      """;

  private static final String LOCK =
      """
      SELECT t.id FROM trigger t JOIN dag d ON d.id = t.dag
       WHERE t.id = :id AND NOT t.paused AND t.archived_at IS NULL AND NOT d.paused
         FOR NO KEY UPDATE OF t
      """;

  private static final String LOCK_DAGS =
      """
      SELECT id FROM dag WHERE id IN (SELECT dag FROM trigger WHERE id = ANY (:ids))
       ORDER BY id FOR NO KEY UPDATE
      """;

  // A statement of its own after the locks: it must see what their last holders committed.
  private static final String FACTS =
      """
      SELECT t.id, t.name, t.dag, v.id AS version, t.watermark, t.next_tick_at, t.missed_until,
             t.paused OR d.paused AS paused,
             CASE WHEN d.archived_at IS NOT NULL THEN 'the Dag is archived'
                  WHEN d.quarantined_at IS NOT NULL THEN 'the Dag is quarantined: '
                                                         || coalesce(d.quarantine_reason, '')
             END AS refusal,
             millrace_clock() AS now
        FROM trigger t
        JOIN dag d ON d.id = t.dag
        JOIN dag_version v ON v.dag = d.id AND v.number = d.current_version
       WHERE t.id = ANY (:ids) AND t.archived_at IS NULL
       ORDER BY t.next_tick_at, t.id
      """;

  private static final String ADVANCE =
      """
      UPDATE trigger t
         SET watermark = u.watermark, next_tick_at = u.next,
             missed_until = CASE WHEN t.missed_until > u.watermark THEN t.missed_until END
        FROM unnest(:ids, :watermarks, :nexts) AS u (id, watermark, next)
       WHERE t.id = ANY (:ids) AND t.id = u.id
      """;

  private final JdbcClient jdbc;

  TriggerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks up to {@code limit} triggers that are due and that nobody else has locked. */
  List<UUID> lockDue(int limit) {
    return jdbc.sql(LOCK_DUE).param("limit", limit).query(TriggerRows::id).list();
  }

  /** When the next tick of all is due, or was; empty when none comes any more. */
  Optional<Wake> soonest() {
    return jdbc.sql(SOONEST)
        .query(
            (row, i) -> Wake.at(Columns.instant(row, "next_tick_at"), Columns.instant(row, "now")))
        .optional();
  }

  /** Waits for the trigger's lock; empty when it is paused or archived. */
  List<UUID> lock(UUID trigger) {
    return jdbc.sql(LOCK).param("id", trigger).query(TriggerRows::id).list();
  }

  /** Waits for the Dags of locked triggers and reads what there is to know of both. */
  List<TriggerFacts> facts(Collection<UUID> locked) {
    if (locked.isEmpty()) {
      return List.of();
    }
    jdbc.sql(LOCK_DAGS).param("ids", SqlArrays.uuids(locked)).query(UUID.class).list();
    return jdbc.sql(FACTS)
        .param("ids", SqlArrays.uuids(locked))
        .query(
            (row, i) ->
                new TriggerFacts(
                    Columns.uuid(row, "id"),
                    row.getString("name"),
                    Columns.uuid(row, "dag"),
                    Columns.uuid(row, "version"),
                    Columns.instant(row, "watermark"),
                    Columns.instantOrNull(row, "next_tick_at"),
                    Columns.instantOrNull(row, "missed_until"),
                    row.getBoolean("paused"),
                    row.getString("refusal"),
                    Columns.instant(row, "now")))
        .list();
  }

  /**
   * How far a trigger is judged.
   *
   * @param watermark everything up to here is
   * @param next when there is something again; null: never
   */
  record Advance(UUID trigger, Instant watermark, @Nullable Instant next) {}

  void advance(List<Advance> advances) {
    jdbc.sql(ADVANCE)
        .param("ids", SqlArrays.uuids(advances, Advance::trigger))
        .param("watermarks", SqlArrays.instants(advances, Advance::watermark))
        .param("nexts", SqlArrays.instants(advances, Advance::next))
        .update();
  }

  private static UUID id(ResultSet row, int index) throws SQLException {
    return Columns.uuid(row, "id");
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}

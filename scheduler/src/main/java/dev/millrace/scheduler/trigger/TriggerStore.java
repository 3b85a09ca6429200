package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes triggers as definitions and people want them. The caller holds the locks. */
final class TriggerStore {
  private static final String STORED =
      """
      SELECT id, name, config::text AS config, parameters::text AS parameters,
             archived_at IS NOT NULL AS archived, watermark
        FROM trigger WHERE dag = :dag
      """;

  private final JdbcClient jdbc;
  private final Ids ids;

  TriggerStore(JdbcClient jdbc, Ids ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  /**
   * A stored trigger.
   *
   * @param config the schedule's JSON text as it was stored
   * @param parameters the JSON text of its values as it was stored
   */
  record Stored(
      UUID id,
      String name,
      String config,
      String parameters,
      boolean archived,
      Instant watermark) {}

  /** All triggers that the Dag has or had. */
  List<Stored> ofDag(UUID dag) {
    return jdbc.sql(STORED).param("dag", dag).query((row, i) -> stored(row)).list();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getString("config"),
        row.getString("parameters"),
        row.getBoolean("archived"),
        Columns.instant(row, "watermark"));
  }

  /** Locks the trigger of that name if it is paused; empty when it is not, or archived. */
  Optional<Stored> lockPaused(UUID dag, String name) {
    return jdbc.sql(
            STORED + " AND name = :name AND paused AND archived_at IS NULL FOR NO KEY UPDATE")
        .param("dag", dag)
        .param("name", name)
        .query((row, i) -> stored(row))
        .optional();
  }

  void insert(
      UUID dag,
      String name,
      String config,
      String parameters,
      boolean paused,
      Instant watermark,
      @Nullable Instant next) {
    jdbc.sql(
            """
            INSERT INTO trigger (id, dag, name, kind, config, parameters, paused, watermark,
                                 next_tick_at)
            VALUES (:id, :dag, :name, 'schedule', :config::json, :parameters::json, :paused,
                    :watermark, :next)
            """)
        .param("id", ids.next())
        .param("dag", dag)
        .param("name", name)
        .param("config", config)
        .param("parameters", parameters)
        .param("paused", paused)
        .param("watermark", TriggerRows.time(watermark))
        .param("next", TriggerRows.time(next))
        .update();
  }

  /**
   * The trigger follows another rule from the watermark on.
   *
   * @param paused null: as it was
   */
  void change(
      UUID trigger,
      String config,
      String parameters,
      @Nullable Boolean paused,
      Instant watermark,
      @Nullable Instant next) {
    jdbc.sql(
            """
            UPDATE trigger
               SET config = :config::json, parameters = :parameters::json,
                   paused = coalesce(:paused, paused), archived_at = NULL, missed_until = NULL,
                   watermark = :watermark, next_tick_at = :next, updated_at = millrace_now()
             WHERE id = :id
            """)
        .param("id", trigger)
        .param("config", config)
        .param("parameters", parameters)
        .param("paused", paused)
        .param("watermark", TriggerRows.time(watermark))
        .param("next", TriggerRows.time(next))
        .update();
  }

  void plan(UUID trigger, @Nullable Instant next) {
    jdbc.sql("UPDATE trigger SET next_tick_at = :next WHERE id = :id")
        .param("id", trigger)
        .param("next", TriggerRows.time(next))
        .update();
  }

  void archive(UUID trigger, Instant now) {
    jdbc.sql(
            """
            UPDATE trigger SET archived_at = :now, next_tick_at = NULL, updated_at = :now
             WHERE id = :id AND archived_at IS NULL
            """)
        .param("id", trigger)
        .param("now", TriggerRows.time(now))
        .update();
  }

  void pause(UUID trigger) {
    jdbc.sql("UPDATE trigger SET paused = true, updated_at = millrace_now() WHERE id = :id")
        .param("id", trigger)
        .update();
  }

  /** What fell due up to now was missed; {@code next} may lie in the past and is then judged. */
  void resume(UUID trigger, Instant now, @Nullable Instant next) {
    jdbc.sql(
            """
            UPDATE trigger
               SET paused = false, missed_until = :now, next_tick_at = :next,
                   updated_at = millrace_now()
             WHERE id = :id
            """)
        .param("id", trigger)
        .param("now", TriggerRows.time(now))
        .param("next", TriggerRows.time(next))
        .update();
  }
}

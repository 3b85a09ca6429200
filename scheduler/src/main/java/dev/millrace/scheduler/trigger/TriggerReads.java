package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Trigger;
import dev.millrace.scheduler.store.BrokenDefinitionException;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What pages read of triggers and their ticks. Changes nothing. */
final class TriggerReads {
  private static final String TRIGGER =
      """
      SELECT t.*, v.id AS version
        FROM trigger t
        JOIN dag d ON d.id = t.dag
        LEFT JOIN dag_version v ON v.dag = d.id AND v.number = d.current_version
       WHERE t.dag = :dag
      """;

  private final JdbcClient jdbc;
  private final Definitions definitions;

  TriggerReads(JdbcClient jdbc, Definitions definitions) {
    this.jdbc = jdbc;
    this.definitions = definitions;
  }

  List<TriggerRecord> ofDag(UUID dag) {
    return jdbc.sql(TRIGGER + " ORDER BY t.archived_at IS NOT NULL, t.name")
        .param("dag", dag)
        .query((row, i) -> trigger(row))
        .list();
  }

  Optional<TriggerRecord> find(UUID dag, String name) {
    return jdbc.sql(TRIGGER + " AND t.name = :name")
        .param("dag", dag)
        .param("name", name)
        .query((row, i) -> trigger(row))
        .optional();
  }

  List<TickRecord> ticks(UUID trigger, @Nullable Instant before, int limit) {
    return jdbc.sql(
            """
            SELECT key, until, count, outcome, run, reason, at, payload FROM tick
             WHERE trigger = :trigger AND (CAST(:before AS text) IS NULL OR key < :before)
             ORDER BY key DESC LIMIT :limit
            """)
        .param("trigger", trigger)
        .param("before", before == null ? null : before.toString())
        .param("limit", limit)
        .query((row, i) -> tick(row))
        .list();
  }

  Instant now() {
    return jdbc.sql("SELECT millrace_now()").query(OffsetDateTime.class).single().toInstant();
  }

  private TriggerRecord trigger(ResultSet row) throws SQLException {
    boolean archived = Columns.instantOrNull(row, "archived_at") != null;
    String name = row.getString("name");
    UUID version = Columns.uuidOrNull(row, "version");
    return new TriggerRecord(
        Columns.uuid(row, "id"),
        name,
        row.getString("kind"),
        Json.readObject(row.getString("config")),
        Json.readObject(row.getString("parameters")),
        row.getBoolean("paused"),
        archived,
        Columns.instantOrNull(row, "next_tick_at"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        archived || version == null ? null : definition(version, name));
  }

  private @Nullable Trigger definition(UUID version, String name) {
    try {
      return definitions.version(version).dag().triggers().stream()
          .filter(trigger -> trigger.name().equals(name))
          .findFirst()
          .orElse(null);
    } catch (BrokenDefinitionException e) {
      return null;
    }
  }

  private static TickRecord tick(ResultSet row) throws SQLException {
    String until = row.getString("until");
    ObjectNode payload = Json.readObjectOrNull(row.getString("payload"));
    String planned = payload == null ? "" : payload.path("planned").asString("");
    return new TickRecord(
        Instant.parse(row.getString("key")),
        until == null ? null : Instant.parse(until),
        row.getInt("count"),
        TickOutcome.of(row.getString("outcome")),
        Columns.uuidOrNull(row, "run"),
        row.getString("reason"),
        planned.isEmpty() ? null : Instant.parse(planned),
        Columns.instant(row, "at"));
  }
}

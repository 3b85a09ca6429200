package dev.millrace.scheduler.grid;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the grid shows of a run above its steps.
 *
 * @param triggerKind what started it, as {@code manual} or {@code schedule}
 * @param trigger the trigger's name; null: none
 * @param times when it was what
 */
public record RunHead(
    UUID id, RunState state, String triggerKind, @Nullable String trigger, Times times) {

  static final String SELECT =
      """
      SELECT r.id, r.dag_version, r.state, r.trigger_kind, t.name AS trigger_name,
             r.logical_time, r.created_at, r.started_at, r.ended_at
        FROM run r
        LEFT JOIN trigger t ON t.id = r.trigger
      """;

  /**
   * When a run was what.
   *
   * @param logical the time that it is about
   * @param started null: not yet
   * @param ended null: not yet
   */
  public record Times(
      Instant logical, Instant created, @Nullable Instant started, @Nullable Instant ended) {}

  static RunHead of(ResultSet row) throws SQLException {
    return new RunHead(
        Columns.uuid(row, "id"),
        RunState.of(row.getString("state")),
        row.getString("trigger_kind"),
        row.getString("trigger_name"),
        new Times(
            Columns.instant(row, "logical_time"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "started_at"),
            Columns.instantOrNull(row, "ended_at")));
  }
}

package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What pages read of a run's earlier goes. Changes nothing. */
public final class RerunReads {
  private static final String RERUNS =
      """
      SELECT g.number, g.by, g.at, g.reason, g.run_state, g.run_state_text, g.run_ended_at,
             g.run_outputs, v.number AS version_number, e.number AS deployment_number,
             ARRAY(SELECT json_array_elements_text(g.steps)) AS picked
        FROM rerun g
        LEFT JOIN dag_version v ON v.id = g.dag_version
        LEFT JOIN deployment e ON e.id = g.deployment
       WHERE g.run = :run AND g.number > :after
       ORDER BY g.number LIMIT :limit
      """;

  private final JdbcClient jdbc;

  public RerunReads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How the run was reopened, in order, after that number, at most {@code limit}. */
  public List<RerunRecord> after(UUID run, int number, int limit) {
    return jdbc.sql(RERUNS)
        .param("run", run)
        .param("after", number)
        .param("limit", limit)
        .query((row, i) -> rerun(row))
        .list();
  }

  private static RerunRecord rerun(ResultSet row) throws SQLException {
    return new RerunRecord(
        row.getInt("number"),
        row.getString("by"),
        Columns.instant(row, "at"),
        row.getString("reason"),
        Columns.texts(row, "picked"),
        Columns.intOrNull(row, "version_number"),
        Columns.intOrNull(row, "deployment_number"),
        undone(row));
  }

  private static RerunRecord.@Nullable End undone(ResultSet row) throws SQLException {
    String state = row.getString("run_state");
    return state == null
        ? null
        : new RerunRecord.End(
            RunState.of(state),
            row.getString("run_state_text"),
            Columns.instant(row, "run_ended_at"),
            Json.readObjectOrNull(row.getString("run_outputs")));
  }
}

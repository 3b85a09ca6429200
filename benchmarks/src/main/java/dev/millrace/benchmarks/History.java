package dev.millrace.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A long past, made by copying one finished run in the tables: running a million steps would
 * measure patience.
 */
final class History {
  private final Connection database;

  History(Connection database) {
    this.database = database;
  }

  /** Copies the run, its steps and their attempts so often; the planner is told. */
  void copy(UUID run, int times) throws SQLException {
    try (Statement statement = database.createStatement()) {
      // References are not checked: what is copied refers to what the original does, or to copies.
      statement.execute("SET session_replication_role = replica");
      statement.execute(
          "CREATE TEMPORARY TABLE copied AS SELECT gen_random_uuid() AS id FROM generate_series(1, "
              + times
              + ")");
    }
    execute(insert("run", Map.of("id", "n.id"), "run t CROSS JOIN copied n WHERE t.id = ?"), run);
    execute(
        insert(
            "run_progress",
            Map.of("run", "n.id"),
            "run_progress t CROSS JOIN copied n WHERE t.run = ?"),
        run);
    execute(
        insert(
            "step_run",
            Map.of("id", "gen_random_uuid()", "run", "n.id"),
            "step_run t CROSS JOIN copied n WHERE t.run = ?"),
        run);
    execute(
        insert(
            "attempt",
            Map.of("id", "gen_random_uuid()", "run", "s.run", "step_run", "s.id"),
            "attempt t JOIN step_run o ON o.id = t.step_run JOIN step_run s ON s.step = o.step JOIN copied n ON n.id = s.run WHERE t.run = ?"),
        run);
    try (Statement statement = database.createStatement()) {
      statement.execute("RESET session_replication_role");
      statement.execute("VACUUM ANALYZE run, run_progress, step_run, attempt");
      // A past is on the disk; what was just made up would be written while the figure is taken.
      statement.execute("CHECKPOINT");
    }
  }

  long finishedSteps() throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT count(*) FROM step_run WHERE ended_at IS NOT NULL")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private String insert(String table, Map<String, String> instead, String from)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet found = database.getMetaData().getColumns(null, "public", table, null)) {
      while (found.next()) {
        columns.add(found.getString("COLUMN_NAME"));
      }
    }
    List<String> values =
        columns.stream().map(column -> instead.getOrDefault(column, "t." + column)).toList();
    return "INSERT INTO %s (%s) SELECT %s FROM %s"
        .formatted(table, String.join(", ", columns), String.join(", ", values), from);
  }

  private void execute(String sql, UUID run) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      statement.setObject(1, run);
      statement.executeUpdate();
    }
  }
}

package dev.millrace.scheduler.store;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes rows of a table unreadable, as damaged storage does: reading one column of them throws, and
 * reading others, or other rows, does not. Closing it heals them.
 */
public final class UnreadableRows implements AutoCloseable {
  private final TestDatabase database;
  private final String table;

  private UnreadableRows(TestDatabase database, String table) {
    this.database = database;
    this.table = table;
  }

  /**
   * Damages rows.
   *
   * @param condition which, in SQL
   */
  public static UnreadableRows of(
      TestDatabase database, String table, String column, String condition) {
    return failing(
        database, table, column, condition, "'invalid page in block 7'", "data_corrupted");
  }

  /** As {@link #of}, but a right on the column is missing: that is no fault of the rows. */
  public static UnreadableRows forbidden(
      TestDatabase database, String table, String column, String condition) {
    return failing(
        database, table, column, condition, "'permission denied'", "insufficient_privilege");
  }

  private static UnreadableRows failing(
      TestDatabase database,
      String table,
      String column,
      String condition,
      String message,
      String error) {
    // A view in the table's place. The function is stable, so that it is only called by queries
    // that want the column.
    String columns =
        columns(database, table).stream()
            .map(
                name ->
                    name.equals(column)
                        ? "CASE WHEN %s THEN damaged(t.%s) ELSE t.%s END AS %s"
                            .formatted(condition, name, name, name)
                        : "t." + name)
            .collect(Collectors.joining(", "));
    run(
        database,
        """
        CREATE OR REPLACE FUNCTION damaged(anyelement) RETURNS anyelement LANGUAGE plpgsql STABLE AS $$
          BEGIN
            RAISE %s USING ERRCODE = '%s';
          END $$
        """
            .formatted(message, error));
    run(database, "ALTER TABLE %s RENAME TO %s_sound".formatted(table, table));
    run(database, "CREATE VIEW %s AS SELECT %s FROM %s_sound t".formatted(table, columns, table));
    return new UnreadableRows(database, table);
  }

  private static List<String> columns(TestDatabase database, String table) {
    return database
        .jdbc()
        .sql(
            """
            SELECT column_name FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = :table ORDER BY ordinal_position
            """)
        .param("table", table)
        .query((row, i) -> row.getString("column_name"))
        .list();
  }

  private static void run(TestDatabase database, String sql) {
    database.jdbc().sql(sql).update();
  }

  @Override
  public void close() {
    run(database, "DROP VIEW " + table);
    run(database, "ALTER TABLE %s_sound RENAME TO %s".formatted(table, table));
  }
}

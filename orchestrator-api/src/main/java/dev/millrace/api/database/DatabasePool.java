package dev.millrace.api.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** The pool of connections. While the database is known to be away it refuses at once. */
final class DatabasePool extends HikariDataSource {
  private final DatabaseWatch watch;

  DatabasePool(DatabaseWatch watch) {
    this.watch = watch;
    setDataSource(watch.watched());
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (watch.isAway()) {
      throw new SQLTransientConnectionException("the database does not answer", "08001");
    }
    return super.getConnection();
  }
}

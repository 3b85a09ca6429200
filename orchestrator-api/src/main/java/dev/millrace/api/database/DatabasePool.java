package dev.millrace.api.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/** The pool of connections. While the database is known to be away it refuses at once. */
final class DatabasePool extends HikariDataSource {
  private static final Duration CLOSE = Duration.ofSeconds(2);

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

  /** Work that still has a connection has had its time: the web server has stopped before. */
  @Override
  public void close() {
    watch.watched().cutAll();
    // The pool waits for connections that it is just making, for longer than a stop may take.
    Thread closing = Thread.ofPlatform().daemon().name("pool-close").start(super::close);
    try {
      closing.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

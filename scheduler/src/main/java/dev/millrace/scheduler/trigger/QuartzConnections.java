package dev.millrace.scheduler.trigger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Gives Quartz connections of a server's own pool. Quartz knows pools by name, for the whole
 * process, and all our schedulers have one name: under a name of its own for each server, one that
 * stops does not leave the others without a database.
 */
final class QuartzConnections implements ConnectionProvider {
  private final DataSource dataSource;

  private QuartzConnections(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Makes the pool known to Quartz; returns its name there. */
  static String register(DataSource dataSource) {
    String name = "millrace-" + UUID.randomUUID();
    DBConnectionManager.getInstance()
        .addConnectionProvider(name, new QuartzConnections(dataSource));
    return name;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return dataSource.getConnection();
  }

  /** There is nothing to prepare: the server has opened the pool. */
  @Override
  public void initialize() {}

  /** The pool is the server's, and is closed by it, after Quartz. */
  @Override
  public void shutdown() {}
}

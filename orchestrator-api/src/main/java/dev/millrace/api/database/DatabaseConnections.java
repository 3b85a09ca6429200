package dev.millrace.api.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/**
 * Opens connections to the database and knows those that are open, so that they can be cut: a
 * thread that reads from a dead one would otherwise wait for its socket's timeout.
 */
final class DatabaseConnections extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(DatabaseConnections.class);

  /** No statement of the server is silent for longer, unless its connection is dead. */
  private static final int SOCKET_SECONDS = 10;

  private static final int CONNECT_SECONDS = 3;

  private final transient Set<Connection> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Connections as the server uses them; what the address itself says about timeouts counts. */
  static DatabaseConnections of(DataSourceProperties properties) {
    var connections = new DatabaseConnections();
    address(connections, properties);
    String url = properties.determineUrl();
    if (!url.contains(PGProperty.SOCKET_TIMEOUT.getName())) {
      connections.setSocketTimeout(SOCKET_SECONDS);
    }
    if (!url.contains(PGProperty.CONNECT_TIMEOUT.getName())) {
      connections.setConnectTimeout(CONNECT_SECONDS);
    }
    connections.setTcpKeepAlive(true);
    return connections;
  }

  /** Connections without a limit on statements: a migration may take as long as it takes. */
  static PGSimpleDataSource unlimited(DataSourceProperties properties) {
    var connections = new PGSimpleDataSource();
    address(connections, properties);
    return connections;
  }

  private static void address(PGSimpleDataSource into, DataSourceProperties properties) {
    into.setURL(properties.determineUrl());
    if (properties.getUsername() != null) {
      into.setUser(properties.getUsername());
    }
    if (properties.getPassword() != null) {
      into.setPassword(properties.getPassword());
    }
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    Connection connection = super.getConnection(user, password);
    open.add(connection);
    return connection;
  }

  /** Cuts every open connection: a thread that waits for an answer on one of them fails at once. */
  void cutAll() {
    List<Connection> cut;
    synchronized (open) {
      cut = new ArrayList<>(open);
      open.clear();
    }
    // Each on its own thread: the farewell of an encrypted connection may wait for its peer.
    cut.forEach(
        connection -> Thread.ofPlatform().daemon().name("cut").start(() -> cut(connection)));
  }

  private static void cut(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("a connection was closed already: {}", e.toString());
    }
  }
}

package dev.millrace.scheduler.store;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh, migrated database on a real PostgreSQL. The embedded one is started once for a test JVM;
 * the system property {@code millrace.test.jdbc-url} names another one, on which the user of the
 * URL may create databases.
 */
public final class TestDatabase implements AutoCloseable {
  /** The system property that names another PostgreSQL. */
  public static final String URL_PROPERTY = "millrace.test.jdbc-url";

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final String PREFIX = "millrace_" + ProcessHandle.current().pid();

  private static @Nullable String serverUrl;
  private static @Nullable String template;

  private final String server;
  private final String name;
  private final String url;
  private final HikariDataSource dataSource;

  private TestDatabase(String server, String name) {
    this.server = server;
    this.name = name;
    this.url = withDatabase(server, name);
    this.dataSource = pool(4);
  }

  /** A new database with the current schema and no rows but the schema's own. */
  public static TestDatabase create() {
    synchronized (TestDatabase.class) {
      String server = server();
      String migrated = migratedTemplate(server);
      String name = PREFIX + "_" + NEXT.incrementAndGet();
      execute(server, "CREATE DATABASE " + name + " TEMPLATE " + migrated);
      return new TestDatabase(server, name);
    }
  }

  /** A new database without any table. */
  public static TestDatabase createEmpty() {
    synchronized (TestDatabase.class) {
      String name = PREFIX + "_" + NEXT.incrementAndGet();
      execute(server(), "CREATE DATABASE " + name);
      return new TestDatabase(server(), name);
    }
  }

  /** As {@link #create()}, on a PostgreSQL of the test's own. */
  public static TestDatabase createOn(String server) {
    String name = PREFIX + "_" + NEXT.incrementAndGet();
    execute(server, "CREATE DATABASE " + name);
    migrate(withDatabase(server, name));
    return new TestDatabase(server, name);
  }

  /**
   * Has databases made on that PostgreSQL from now on; null: on the usual one again. Whoever calls
   * this has closed every database before.
   */
  static void useServer(@Nullable String url) {
    synchronized (TestDatabase.class) {
      serverUrl = url;
      template = null;
    }
  }

  /** Where it is, credentials included. */
  public String url() {
    return url;
  }

  /** A connection pool of the test's own. */
  public HikariDataSource dataSource() {
    return dataSource;
  }

  /** Another connection pool, as a server of its own would have; to be closed by the caller. */
  public HikariDataSource pool(int size) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(1);
    pool.setConnectionInitSql("SET plan_cache_mode = force_generic_plan"); // as the server does
    return pool;
  }

  /** For looking into it and for setting things up that have no API. */
  public JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  /** Moves the database's clock to that much after the real one, for every connection. */
  public void shiftClock(Duration shift) {
    jdbc()
        .sql(
            """
            CREATE OR REPLACE FUNCTION millrace_shift() RETURNS interval LANGUAGE sql STABLE
              PARALLEL SAFE RETURN interval '%d milliseconds'
            """
                .formatted(shift.toMillis()))
        .update();
  }

  /** Removes every row that a test may have made, and sets the clock right. */
  public void clean() {
    jdbc()
        .sql(
            """
            TRUNCATE project, snapshot, blob, worker_session, step_queue, run_event, attempt_event
              CASCADE
            """)
        .update();
    jdbc().sql("DELETE FROM pool WHERE name <> 'default'").update();
    jdbc().sql("UPDATE pool SET slots = 1000, lease_ttl = '90 seconds'").update();
    shiftClock(Duration.ZERO);
  }

  @Override
  public void close() {
    dataSource.close();
    execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static synchronized String server() {
    if (serverUrl == null) {
      serverUrl = isForeign() ? System.getProperty(URL_PROPERTY) : startEmbedded();
    }
    return serverUrl;
  }

  private static boolean isForeign() {
    return !System.getProperty(URL_PROPERTY, "").isEmpty();
  }

  private static String startEmbedded() {
    try {
      // The process is the JVM's child: it ends with it.
      @SuppressWarnings("resource")
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("shared_buffers", "128MB")
              .setServerConfig("max_connections", "300")
              .start();
      return postgres.getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
    }
  }

  private static synchronized String migratedTemplate(String server) {
    if (template == null) {
      String name = PREFIX + "_template";
      execute(server, "CREATE DATABASE " + name);
      migrate(withDatabase(server, name));
      template = name;
      if (isForeign()) {
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> execute(server, "DROP DATABASE IF EXISTS " + name)));
      }
    }
    return template;
  }

  private static void migrate(String url) {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static String withDatabase(String server, String name) {
    int path = server.indexOf('/', "jdbc:postgresql://".length()) + 1;
    int query = server.indexOf('?', path);
    return server.substring(0, path) + name + (query < 0 ? "" : server.substring(query));
  }

  private static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("'%s' failed at %s".formatted(sql, url), e);
    }
  }
}

package dev.millrace.scheduler.store;

import dev.millrace.dsl.codec.NewForms;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The servers that are connected to this database, of this release and of others. Each is known by
 * the connection on which it listens for the others, as PostgreSQL lists it; there it says which
 * definitions it can read. A server that was cut off counts until PostgreSQL drops its connection.
 */
public final class ConnectedServers {
  /** What a server executes last on the connection on which it listens. */
  public static final String LISTEN = "LISTEN millrace";

  /** Gives the connection a name that says what this server reads; before {@link #LISTEN}. */
  public static final String INTRODUCE =
      "SET application_name = 'millrace server, definitions %d'".formatted(NewForms.FORMAT);

  /** Takes the name away again. */
  public static final String LEAVE = "RESET application_name";

  private static final Pattern NAME = Pattern.compile("millrace server, definitions (\\d{1,9})");

  /** Servers of the first release give their connections no name. */
  private static final int UNNAMED = 1;

  private final JdbcClient jdbc;

  public ConnectedServers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A server of an older release.
   *
   * @param address where it connects from, as the database sees it; null: by a local socket
   * @param since when it began to listen
   */
  public record Older(@Nullable String address, Instant since) {
    @Override
    public String toString() {
      return "the one %s, connected since %s"
          .formatted(address == null ? "on the database's own machine" : "at " + address, since);
    }
  }

  private record Listening(String name, Older server) {}

  /** Those that cannot read every definition that this server can; usually none. */
  public List<Older> older() {
    return jdbc
        .sql(
            """
            SELECT application_name, host(client_addr) AS address,
                   date_trunc('second', query_start) AS since
              FROM pg_stat_activity
             WHERE datname = current_database() AND query = :listen
             ORDER BY query_start
            """)
        .param("listen", LISTEN)
        .query(
            (row, i) ->
                new Listening(
                    Objects.requireNonNullElse(row.getString("application_name"), ""),
                    new Older(row.getString("address"), Columns.instant(row, "since"))))
        .list()
        .stream()
        .filter(server -> format(server.name()) < NewForms.FORMAT)
        .map(Listening::server)
        .toList();
  }

  private static int format(String name) {
    Matcher known = NAME.matcher(name);
    return known.matches() ? Integer.parseInt(known.group(1)) : UNNAMED;
  }
}

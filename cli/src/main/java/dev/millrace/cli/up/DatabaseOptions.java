package dev.millrace.cli.up;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A PostgreSQL of one's own, 14 or newer. The password is never a flag, which every user of the
 * machine could read: it stands in {@code MILLRACE_DATABASE_PASSWORD}, in the file that {@code
 * MILLRACE_DATABASE_PASSWORD_FILE} names, or in libpq's password file.
 */
public final class DatabaseOptions {
  private static final int OLDEST = 14;

  @Option(
      names = "--database-url",
      paramLabel = "JDBC-URL",
      description =
          "Use this PostgreSQL, 14 or newer (MILLRACE_DATABASE_URL), e.g. jdbc:postgresql://db:5432/millrace.")
  @Nullable String url;

  @Option(
      names = "--database-user",
      description =
          "Its user (MILLRACE_DATABASE_USER); the password stands in MILLRACE_DATABASE_PASSWORD, or in the file that MILLRACE_DATABASE_PASSWORD_FILE names.")
  @Nullable String user;

  /** The database that was asked for; empty where none was. */
  Optional<Database> database(Map<String, String> environment) {
    String address = url == null ? environment.get("MILLRACE_DATABASE_URL") : url;
    if (address == null || address.isBlank()) {
      return Optional.empty();
    }
    String name =
        user == null ? environment.getOrDefault("MILLRACE_DATABASE_USER", "millrace") : user;
    String jdbc = address.startsWith("jdbc:") ? address : "jdbc:" + address;
    return Optional.of(new Database(jdbc, name, password(environment)));
  }

  private static String password(Map<String, String> environment) {
    String file = environment.get("MILLRACE_DATABASE_PASSWORD_FILE");
    if (file == null) {
      return environment.getOrDefault("MILLRACE_DATABASE_PASSWORD", "");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "the database's password cannot be read from %s (MILLRACE_DATABASE_PASSWORD_FILE): %s"
              .formatted(file, e.getMessage()));
    }
  }

  /** Where the tables are. */
  record Database(String url, String user, String password) {
    /**
     * @throws CliException when it cannot be reached, does not let this user in, or is too old
     */
    void requireUsable() {
      try (Connection connection = DriverManager.getConnection(url, user, password)) {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
          throw new CliException(
              ExitCode.NOT_SUCCEEDED,
              "the database %s is PostgreSQL %d; %d or newer is needed"
                  .formatted(this, version, OLDEST));
        }
      } catch (SQLException e) {
        throw new CliException(
            ExitCode.NOT_SUCCEEDED,
            "the database %s cannot be used: %s; check --database-url, --database-user and MILLRACE_DATABASE_PASSWORD"
                .formatted(this, e.getMessage()));
      }
    }

    @Override
    public String toString() {
      return url + " as " + user;
    }
  }
}

package dev.millrace.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.up.UpProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LocalPostgresTest {
  @TempDir static Path folder;
  private static LocalPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = LocalPostgres.start(folder);
  }

  @AfterAll
  static void stop() {
    LocalPostgres.start(folder).close();
  }

  @Test
  void aServerThatRunsIsAdoptedAndNotStartedTwice() throws IOException {
    String before = postmaster();

    LocalPostgres adopted = LocalPostgres.start(folder);

    assertThat(postmaster()).isEqualTo(before);
    assertThat(adopted.jdbcUrl()).isEqualTo(postgres.jdbcUrl());
  }

  @Test
  void whatIsCommittedOutlivesAKilledServer() throws Exception {
    LocalPostgres.start(folder);
    execute("CREATE TABLE IF NOT EXISTS kept (n int)", "INSERT INTO kept VALUES (42)");
    long pid = Long.parseLong(postmaster());
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();

    LocalPostgres.start(folder);

    assertThat(query("SELECT n FROM kept")).isEqualTo("42");
  }

  @Test
  void aPortThatIsTakenAtTheLastMomentIsReplacedByTheNext() throws Exception {
    LocalPostgres.start(folder).close();
    int free = UpProcess.freePort();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ports = List.of(taken.getLocalPort(), free).iterator();
      LocalPostgres started = LocalPostgres.start(folder, ports::next);
      assertThat(started.jdbcUrl()).contains(":" + free + "/");
    }
  }

  @Test
  void commitsAreDurable() throws SQLException {
    LocalPostgres.start(folder);
    assertThat(query("SHOW fsync")).isEqualTo("on");
    assertThat(query("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(query("SHOW full_page_writes")).isEqualTo("on");
  }

  @Test
  void nobodyEntersWithoutThePasswordWhichOnlyTheOwnerReads() throws IOException {
    LocalPostgres running = LocalPostgres.start(folder);
    assertThatThrownBy(
            () -> DriverManager.getConnection(running.jdbcUrl(), running.user(), "wrong").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("password"))))
        .isEqualTo("rw-------");
    assertThat(query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(query("SHOW unix_socket_directories")).isEmpty();
  }

  private static String postmaster() throws IOException {
    return Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip();
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String query(String sql) {
    try (Connection connection = connect();
        var rows = connection.createStatement().executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static Connection connect() throws SQLException {
    LocalPostgres running = LocalPostgres.start(folder);
    return DriverManager.getConnection(running.jdbcUrl(), running.user(), running.password());
  }
}

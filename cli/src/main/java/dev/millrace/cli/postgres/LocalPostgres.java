package dev.millrace.cli.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL cluster in a data folder, reachable on 127.0.0.1 with a password only.
 *
 * <p>A server that an earlier, killed process left running is adopted, never started twice. The
 * settings are durable ({@code fsync} and {@code synchronous_commit} on): what a client was told is
 * committed survives the loss of power.
 */
public final class LocalPostgres implements AutoCloseable {
  // No socket file, so nothing but the password opens the database. 100 connections: the pools of
  // a server and of a second one beside it. Statements are planned once and kept; in a new
  // database tables grow a hundredfold within a minute, and only new statistics have them planned
  // again: autovacuum looks for that often.
  private static final String SETTINGS =
      """
      -c listen_addresses=127.0.0.1 -c unix_socket_directories='' \
      -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
      -c shared_buffers=128MB -c max_connections=100 -c idle_in_transaction_session_timeout=60s \
      -c autovacuum_naptime=5s -c jit=off""";

  private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration LEFTOVERS_LIMIT = Duration.ofSeconds(20);
  private static final String USER = "millrace";

  /** Between the choice of a port and its use, another program may take it. */
  private static final int MOST_PORTS = 5;

  private final PostgresBinaries binaries;
  private final Path cluster;
  private final Path serverLog;
  private final Path passwordFile;
  private final IntSupplier ports;

  private LocalPostgres(PostgresBinaries binaries, Path folder, IntSupplier ports) {
    this.ports = ports;
    this.binaries = binaries;
    this.cluster = folder.resolve("data");
    this.serverLog = folder.resolve("server.log");
    this.passwordFile = folder.resolve("password");
  }

  /**
   * Starts the cluster in {@code folder}, making it first where there is none, or adopts it where
   * it already runs.
   *
   * @param folder owned by Millrace alone; holds binaries, cluster, password (mode 0600) and server
   *     log
   * @throws PostgresException with the end of the server's log when it does not come up within a
   *     minute
   */
  public static LocalPostgres start(Path folder) {
    return start(folder, LocalPostgres::freePort);
  }

  /** As {@link #start(Path)}; the server gets the first of these ports that it can have. */
  static LocalPostgres start(Path folder, IntSupplier ports) {
    var postgres = new LocalPostgres(PostgresBinaries.unpack(folder), folder, ports);
    if (!Files.exists(postgres.cluster.resolve("PG_VERSION"))) {
      postgres.initialise(folder);
    }
    if (postgres.isRunning()) {
      log.info(
          "PostgreSQL was left running on port {}: it is adopted", postgres.port().orElseThrow());
    } else {
      postgres.startServer();
    }
    postgres.awaitConnection();
    return postgres;
  }

  /** JDBC address of Millrace's database, without credentials. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port().orElseThrow());
  }

  public String user() {
    return USER;
  }

  public String password() {
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new PostgresException(
          "the database password could not be read from %s (%s)"
              .formatted(passwordFile, e.getMessage()),
          e);
    }
  }

  /**
   * Stops the server after its open transactions were rolled back; what is committed stays.
   * Idempotent.
   */
  @Override
  public void close() {
    if (isRunning()) {
      run(
          List.of(
              program("pg_ctl"), "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60"));
    }
  }

  private void initialise(Path folder) {
    log.info("making a PostgreSQL cluster in {}", cluster);
    writePassword();
    // A folder without PG_VERSION is what a killed initdb leaves; initdb refuses a folder that is
    // not empty.
    moveAside(folder);
    run(
        List.of(
            program("initdb"),
            "-D",
            cluster.toString(),
            "-U",
            USER,
            "--auth=scram-sha-256",
            "--pwfile=" + passwordFile,
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8"));
  }

  private void writePassword() {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    try {
      Files.deleteIfExists(passwordFile);
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
    } catch (IOException e) {
      throw new PostgresException(
          "the database password could not be written to %s (%s); check free space and permissions"
              .formatted(passwordFile, e.getMessage()),
          e);
    }
  }

  private void moveAside(Path folder) {
    if (!Files.exists(cluster)) {
      return;
    }
    try {
      Files.move(cluster, folder.resolve("data-unfinished-" + System.currentTimeMillis()));
    } catch (IOException e) {
      throw new PostgresException(
          "%s holds an unfinished cluster that could not be moved aside (%s); move it yourself and start again"
              .formatted(cluster, e.getMessage()),
          e);
    }
  }

  private void startServer() {
    clearTraces();
    for (int tries = 1; ; tries++) {
      int port = ports.getAsInt();
      try {
        startServer(port);
        log.info("PostgreSQL runs on 127.0.0.1:{} with its data in {}", port, cluster);
        return;
      } catch (PostgresException e) {
        if (tries == MOST_PORTS || isFree(port)) {
          throw e;
        }
        log.info("another program took port {} first: PostgreSQL gets another port", port);
      }
    }
  }

  private void startServer(int port) {
    String options = "-c port=%d %s".formatted(port, SETTINGS);
    run(
        List.of(
            program("pg_ctl"),
            "start",
            "-D",
            cluster.toString(),
            "-l",
            serverLog.toString(),
            "-o",
            options,
            "-w",
            "-t",
            Long.toString(START_LIMIT.toSeconds())));
  }

  /**
   * Removes the pid file of a server that was killed. PostgreSQL itself refuses to start while any
   * process, even a dead one that nobody has reaped, has the number in it; here it is removed once
   * no process of this cluster is left.
   */
  private void clearTraces() {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    long deadline = System.nanoTime() + LEFTOVERS_LIMIT.toNanos();
    while (hasProcesses()) {
      if (System.nanoTime() > deadline) {
        throw new PostgresException(
            "processes of a killed PostgreSQL in %s are still there after %d s; end them and start again"
                .formatted(cluster, LEFTOVERS_LIMIT.toSeconds()));
      }
      pause();
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new PostgresException(
          "%s of a killed PostgreSQL cannot be removed (%s); remove it yourself and start again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** The binaries lie in this very folder, so whoever runs them works on this cluster. */
  private boolean hasProcesses() {
    String program = program("postgres");
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().command().map(program::equals).orElse(false));
  }

  private boolean isRunning() {
    Optional<Long> pid = postmasterLine(0).map(Long::parseLong);
    return pid.flatMap(ProcessHandle::of).filter(this::isPostgres).isPresent();
  }

  private boolean isPostgres(ProcessHandle process) {
    // A pid file outlives a killed server, and its number may belong to anyone by now.
    return process.isAlive()
        && process.info().command().map(program("postgres")::equals).orElse(false);
  }

  private Optional<Integer> port() {
    return postmasterLine(3).map(Integer::parseInt);
  }

  private Optional<String> postmasterLine(int index) {
    Path file = cluster.resolve("postmaster.pid");
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return index < lines.size() ? Optional.of(lines.get(index).strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no file: not running
    }
  }

  private void awaitConnection() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), password())) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (!isRunning()) {
          startServer(); // it was about to die when it was adopted
        } else if (!isPassing(e) || System.nanoTime() > deadline) {
          throw new PostgresException(
              "PostgreSQL in %s does not accept connections: %s%n%s"
                  .formatted(cluster, e.getMessage(), logTail()),
              e);
        }
      }
      pause();
    }
  }

  /**
   * Starting up, recovering after a crash, or breaking off; everything else will not get better by
   * waiting.
   */
  private static boolean isPassing(SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return state.equals("57P03") || state.startsWith("08");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while waiting for PostgreSQL", e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PostgresException("no free port on 127.0.0.1 (" + e.getMessage() + ")", e);
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private String program(String name) {
    return binaries.program(name).toString();
  }

  private void run(List<String> command) {
    List<String> full = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // PostgreSQL refuses to run as root; in a user namespace without a mapping it is nobody, and
      // the files are too.
      full.add("unshare");
      full.add("-U");
    }
    full.addAll(command);
    Path output = serverLog.resolveSibling("last-command.log");
    try {
      Process process =
          new ProcessBuilder(full)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              // A file and not a pipe: the server inherits it and would keep a pipe open for ever.
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(START_LIMIT.toSeconds() + 30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new PostgresException(
            "%s did not end within 90 s%n%s".formatted(command.getFirst(), logTail()));
      }
      if (process.exitValue() != 0) {
        throw new PostgresException(
            "%s failed (exit %d)%n%s%n%s%nIf the disk is full, free some space. If the database is damaged, restore %s from a backup, or move it away to begin with an empty one."
                .formatted(
                    command.getFirst(), process.exitValue(), tail(output), logTail(), cluster));
      }
    } catch (IOException e) {
      throw new PostgresException(
          "%s could not be started: %s".formatted(full.getFirst(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while running " + command.getFirst(), e);
    }
  }

  private String logTail() {
    return tail(serverLog);
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return file
          + ":\n  "
          + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return file + ": not readable";
    }
  }
}

package dev.millrace.api.operating;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A cluster of the PostgreSQL that this machine's distribution brings, with its own tools: the
 * embedded one has no {@code pg_dump}.
 */
final class InstalledPostgres implements AutoCloseable {
  /** Debian's and Ubuntu's place for it; the newest version is taken. */
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private static final String USER = "millrace";

  private final Path folder;
  private final int port;

  private InstalledPostgres(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** A new, empty cluster that runs. */
  static InstalledPostgres start(Path folder) throws IOException, InterruptedException {
    var cluster = new InstalledPostgres(folder, freePort());
    cluster.run("initdb", "-D", folder.toString(), "-U", USER, "--auth=trust", "--no-sync");
    cluster.run(
        "pg_ctl",
        "start",
        "-w",
        "-D",
        folder.toString(),
        "-l",
        folder.resolveSibling(folder.getFileName() + ".log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
            .formatted(cluster.port));
    return cluster;
  }

  /** Where the tools are. */
  static Path tools() throws IOException {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        List<Path> complete =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("pg_dump")))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .sorted()
                .toList();
        if (!complete.isEmpty()) {
          return complete.getLast();
        }
      }
    }
    throw new AssertionError(
        "the tests of backup and restore need a PostgreSQL with its tools in "
            + DEBIAN
            + ": apt-get install postgresql");
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, USER);
  }

  void createDatabase(String name) throws IOException, InterruptedException {
    tool("createdb", name);
  }

  void dump(String database, Path file) throws IOException, InterruptedException {
    tool("pg_dump", "--format=custom", "--file=" + file, database);
  }

  void restore(Path file, String database) throws IOException, InterruptedException {
    tool("pg_restore", "--exit-on-error", "--no-owner", "--dbname=" + database, file.toString());
  }

  @Override
  public void close() {
    try {
      run("pg_ctl", "stop", "-D", folder.toString(), "-m", "immediate", "-w");
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tool(String name, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-h", "127.0.0.1", "-p", "" + port, "-U", USER));
    all.addAll(Arrays.asList(arguments));
    run(name, all.toArray(String[]::new));
  }

  private void run(String tool, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    command.add(tools().resolve(tool).toString());
    command.addAll(Arrays.asList(arguments));
    // A file and not a pipe: the server inherits it and would keep a pipe open for ever.
    Path output = Files.createTempFile("postgres", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(
          String.join(" ", command) + " failed:\n" + Objects.toString(Files.readString(output)));
    }
    Files.delete(output);
  }

  /** Below the ports that systems give to connections, which would take it until it is used. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

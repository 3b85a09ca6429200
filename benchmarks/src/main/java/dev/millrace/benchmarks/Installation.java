package dev.millrace.benchmarks;

import dev.millrace.client.ApiConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code millrace up} in a process of its own, with data of its own. */
final class Installation implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final Path data;
  private final Duration start;

  private Installation(Process process, Path data, Duration start) {
    this.process = process;
    this.data = data;
    this.start = start;
  }

  /**
   * Starts it as its users do and returns when it says that people can sign in.
   *
   * @param launcher {@code ./millrace}, whose process becomes Java's
   */
  static Installation start(Path launcher, Path data) throws IOException, InterruptedException {
    Path output = data.resolveSibling(data.getFileName() + ".out");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                launcher.toString(),
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(freePort()),
                "--slots",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    while (!Files.readString(output).contains("Sign in")) {
      if (!process.isAlive() || System.nanoTime() - begin > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException("it did not start:\n" + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return new Installation(process, data, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** From the start of the process to the login link. */
  Duration startTime() {
    return start;
  }

  URI url() {
    return URI.create(read("server.url"));
  }

  ApiConnection api() {
    return new ApiConnection(url(), read("token"));
  }

  /** The database itself, for what no user can do: making up a history. */
  Connection database() throws SQLException {
    String port = lines("postgres/data/postmaster.pid").get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port),
        "millrace",
        read("postgres/password"));
  }

  /** Memory of the process and of PostgreSQL's, each shared page counted once, in MB. */
  double residentMegabytes() {
    long postmaster = Long.parseLong(lines("postgres/data/postmaster.pid").getFirst().strip());
    ProcessHandle database = ProcessHandle.of(postmaster).orElseThrow();
    long kilobytes =
        Stream.of(process.toHandle(), database)
            .flatMap(p -> Stream.concat(Stream.of(p), p.descendants()))
            .mapToLong(p -> proportionalKilobytes(p.pid()))
            .sum();
    return kilobytes * 1024 / 1e6;
  }

  private static long proportionalKilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // it ended meanwhile
    }
  }

  private String read(String file) {
    return String.join("\n", lines(file)).strip();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(data.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.ApiConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A {@code millrace up} in a process of its own, as its user starts it. */
public final class UpProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern LINK = Pattern.compile("(http://\\S+/login\\S*#t=\\S+)");

  private final Process process;
  private final Path data;
  private final Path output;

  private UpProcess(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  /** Starts it and returns when it has printed its login link. */
  public static UpProcess start(Path data, int port, String... more)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("up", ".log");
    Process process = launch(List.of(), output, data, port, more);
    var up = new UpProcess(process, data, output);
    await(START_LIMIT, () -> LINK.matcher(up.output()).find() || !process.isAlive());
    assertThat(process.isAlive()).as(up.output()).isTrue();
    return up;
  }

  /**
   * Starts one that is expected to end by itself. @return what it printed, after its exit code and
   * a blank
   */
  static String startAndEnd(Path data, int port, String... more)
      throws IOException, InterruptedException {
    return startAndEndBelow(List.of(), data, port, more);
  }

  /** The same, started by another program, which gets the command as its last arguments. */
  static String startAndEndBelow(List<String> program, Path data, int port, String... more)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("up", ".log");
    Process process = launch(program, output, data, port, more);
    assertThat(process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + Files.readString(output);
  }

  private static Process launch(
      List<String> program, Path output, Path data, int port, String... more) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A test is over before the better compiler has paid: it doubles the work of a start.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of("dev.millrace.cli.Millrace", "up", "--data", data.toString(), "--port", "" + port));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /**
   * A port to be listened on later. It is below those that systems give to connections: one of
   * those could belong to another program's connection by then.
   */
  public static int freePort() {
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

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public String loginLink() {
    Matcher link = LINK.matcher(output());
    assertThat(link.find()).as(output()).isTrue();
    return link.group(1);
  }

  public ApiConnection api() {
    DataFolder folder = DataFolder.at(data, java.util.Map.of());
    return new ApiConnection(
        URI.create(folder.serverUrl().orElseThrow()), folder.token().orElseThrow());
  }

  /** Waits until the answer to a GET satisfies the condition. */
  public JsonNode awaitJson(String path, Duration limit, Predicate<JsonNode> condition)
      throws InterruptedException {
    try (ApiConnection api = api()) {
      JsonNode[] last = {null};
      await(
          limit,
          () -> {
            last[0] = api.get(path);
            return condition.test(last[0]);
          });
      return last[0];
    }
  }

  /** The server's process and everything below it, PostgreSQL and kernels included. */
  List<ProcessHandle> processes() throws IOException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    long postmaster =
        Long.parseLong(
            Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst().strip());
    ProcessHandle.of(postmaster)
        .ifPresent(
            p -> {
              all.add(p);
              all.addAll(p.descendants().toList());
            });
    return all;
  }

  /** SIGKILL to all of it at once. */
  void killEverything() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    await(Duration.ofSeconds(20), () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** SIGKILL to the server's process alone; PostgreSQL stays, as it does when a JVM dies. */
  public void killServer() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  /** As Ctrl-C does. @return whether it ended within the limit */
  public boolean stop(Duration limit) throws InterruptedException {
    process.destroy();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      if (process.isAlive() && !stop(Duration.ofSeconds(60))) {
        killEverything();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }

  public static void await(Duration limit, java.util.function.BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for %s", limit).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}

package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * SIGTERM to a server and to a worker in their own processes, while the database is silent, a
 * client sends its request for ever, and a step ignores every signal that can be ignored.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminationTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(2);

  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();
  private LocalPostgres postgres;
  private Gate line;
  private int port;
  private Process server;

  @BeforeEach
  void startServer() throws Exception {
    postgres = LocalPostgres.start(temp.resolve("postgres"));
    URI address = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
    line = new Gate(address.getPort());
    port = UpProcess.freePort();
    String url = "jdbc:postgresql://127.0.0.1:%d%s".formatted(line.port(), address.getPath());
    server =
        launch(
            Map.of(
                "MILLRACE_DATABASE_URL", url,
                "MILLRACE_DATABASE_USER", postgres.user(),
                "MILLRACE_DATABASE_PASSWORD", postgres.password()),
            List.of("server", "--port", "" + port, "--data", temp.resolve("server").toString()));
    UpProcess.await(LONG, () -> answers("/me"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    line.close();
    postgres.close();
  }

  @Test
  void whateverAStepOrARequestDoesTheyEndInTime() throws Exception {
    Process worker = startWorker();
    Path begun = temp.resolve("begun");
    push("trap '' INT TERM HUP; touch %s; while true; do sleep 1; done".formatted(begun));
    String run = trigger();
    UpProcess.await(LONG, () -> Files.exists(begun));
    List<ProcessHandle> below = worker.descendants().toList();
    assertThat(below).as("the step runs").isNotEmpty();
    var requests = new ArrayList<Socket>();
    requests.add(begin("POST /api/v1/login HTTP/1.1", "Content-Length: 1000", ""));
    requests.add(begin("GET /api/v1/events?topics=run:%s HTTP/1.1".formatted(run), bearer(), ""));

    line.hold();
    requests.add(begin("GET /api/v1/runs HTTP/1.1", bearer(), ""));
    // Both at once, as when a machine goes down: no server takes the worker's report.
    long began = System.nanoTime();
    server.destroy();
    worker.destroy();
    assertThat(server.waitFor(LIMIT.toSeconds() + 5, TimeUnit.SECONDS)).as("server").isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as("server").isLessThan(LIMIT);
    assertThat(worker.waitFor(LIMIT.toSeconds() + 5, TimeUnit.SECONDS)).as("worker").isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("worker")
        .isLessThan(LIMIT.plus(GRACE));
    assertThat(log("server") + log("worker"))
        .as("they stop in good order, and are not cut off")
        .doesNotContain("not everything stopped");
    UpProcess.await(Duration.ofSeconds(5), () -> below.stream().noneMatch(ProcessHandle::isAlive));
    for (Socket request : requests) {
      request.close();
    }
  }

  @Test
  void aWorkerThatFindsNoServerEndsAtOnce() throws Exception {
    line.hold();
    Process worker = startWorker();
    UpProcess.await(LONG, () -> log("worker").contains("offers 1 slots"));

    long began = System.nanoTime();
    worker.destroy();
    assertThat(worker.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  /** A request of which the server knows the head, and perhaps no end. */
  private Socket begin(String... head) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    OutputStream out = socket.getOutputStream();
    String fields = String.join("\r\n", List.of(head).subList(1, head.length - 1));
    String request =
        "%s\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n{"
            .formatted(head[0], fields);
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  private String bearer() {
    return "Authorization: Bearer " + token();
  }

  private Process startWorker() throws IOException {
    try (ApiConnection api = api()) {
      Path file = temp.resolve("pool.token");
      if (Files.notExists(file)) {
        var name = JsonMapper.shared().createObjectNode().put("name", "test");
        String secret = "mlp_" + "0".repeat(32) + "_none";
        if (answers("/me")) {
          secret = api.post("/pools/default/tokens", name, null).path("secret").asString();
        }
        Files.writeString(file, secret + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return launch(
          Map.of(),
          List.of(
              "worker",
              "--server",
              "http://127.0.0.1:" + port,
              "--token-file",
              file.toString(),
              "--slots",
              "1",
              "--grace",
              "" + GRACE.toSeconds(),
              "--data",
              temp.resolve("worker").toString()));
    }
  }

  private Process launch(Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.millrace.cli.Millrace");
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(temp.resolve(arguments.getFirst() + ".log").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private void push(String shell) throws IOException {
    Path project = temp.resolve("project");
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/d.yaml"),
        "dag: d\nsteps:\n  s:\n    shell: |\n      " + shell + "\n");
    try (ApiConnection api = api()) {
      var push = new ProjectPush(api, "p");
      push.push(ProjectFiles.list(project));
    }
  }

  private String trigger() {
    try (ApiConnection api = api()) {
      return api.post("/projects/p/dags/d/runs", JsonMapper.shared().createObjectNode(), null)
          .path("id")
          .asString();
    }
  }

  private boolean answers(String path) {
    try (ApiConnection api = api()) {
      api.get(path);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private ApiConnection api() {
    return new ApiConnection(URI.create("http://127.0.0.1:" + port), token());
  }

  private String token() {
    return DataFolder.at(temp.resolve("server"), Map.of()).token().orElse("none");
  }

  private String log(String process) {
    try {
      return Files.readString(temp.resolve(process + ".log"));
    } catch (IOException e) {
      return "";
    }
  }
}

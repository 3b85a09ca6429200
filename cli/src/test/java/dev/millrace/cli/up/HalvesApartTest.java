package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ApiException;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server and workers as processes of their own, killed in earnest. */
@Tag("slow")
class HalvesApartTest {
  /** Longer than any lease and build in here. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Duration OUTAGE = Duration.ofSeconds(60);

  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();
  private LocalPostgres postgres;
  private int port;

  /** What lies between a worker and the server. */
  private Gate gate;

  @BeforeEach
  void startDatabase() throws IOException {
    postgres = LocalPostgres.start(temp.resolve("postgres"));
    port = UpProcess.freePort();
    gate = new Gate(port);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started.reversed()) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    gate.close();
    postgres.close();
  }

  @Test
  void aWorkerKilledInTheMiddleOfACellLosesTheAttemptAndNotTheStep() throws Exception {
    startServer();
    Path token = poolToken();
    Process worker = startWorker("w", token);
    push(
        """
        import os, time
        print("be" + "gun", flush=True)  # what is waited for must not stand in the source
        if os.environ["MILLRACE_ATTEMPT"] == "1":
            time.sleep(600)
        """);
    String run = trigger();
    awaitJson("/runs/%s/steps/n".formatted(run), s -> state(s).equals("running"));
    String first = attempts(run).get(0).path("id").asString();
    awaitText("/attempts/%s/notebook?format=live".formatted(first), "begun");
    List<ProcessHandle> below = worker.descendants().toList();
    assertThat(below).as("a kernel runs").isNotEmpty();
    for (Path folder : List.of(temp.resolve("worker-w"), data(), data().resolve("log"))) {
      assertThat(rights(folder)).as("%s", folder).isEqualTo("rwx------");
    }
    assertThat(rights(temp.resolve("worker-w/worker.log"))).isEqualTo("rw-------");

    worker.destroyForcibly();
    UpProcess.await(Duration.ofSeconds(20), () -> below.stream().noneMatch(ProcessHandle::isAlive));
    // The same folder with a new boot id: its attempts are lost at once, without waiting for the
    // lease's end.
    startWorker("w", token);

    JsonNode ended = awaitJson("/runs/" + run, r -> r.hasNonNull("endedAt"));
    assertThat(state(ended)).isEqualTo("succeeded");
    JsonNode step = get("/runs/%s/steps/n".formatted(run));
    assertThat(step.path("attempts").valueStream().map(HalvesApartTest::state))
        .containsExactlyInAnyOrder("lost", "succeeded");
    assertThat(step.path("platformRetries").asInt()).isEqualTo(1);
    assertThat(step.path("userRetries").asInt()).isZero();
    // The server finished the lost attempt's notebook from what the worker had sent.
    JsonNode document =
        awaitJson("/attempts/%s/notebook?format=ipynb".formatted(first), d -> d.has("cells"));
    assertThat(document.toString()).contains("begun").contains("lost");

    assertThat(Millrace.commandLine().execute("drain", "w", "--data", data().toString())).isZero();
    JsonNode workers = awaitJson("/workers", page -> page.toString().contains("draining"));
    assertThat(workers.path("items")).hasSize(1);
    String later = trigger();
    awaitText("/runs/%s/steps/n/why".formatted(later), "its only one is draining");
  }

  @Test
  void aMinuteWithoutServerCostsALongCellNothing() throws Exception {
    Process server = startServer();
    startWorker("w", poolToken());
    push(
        """
        import time
        for second in range(75):
            print("second", second, flush=True)
            time.sleep(1)
        """);
    String run = trigger();
    awaitJson("/runs/%s/steps/n".formatted(run), s -> state(s).equals("running"));
    awaitText(
        "/attempts/%s/notebook?format=live".formatted(attempts(run).get(0).path("id").asString()),
        "second 1");

    gate.shut();
    long back = System.nanoTime() + OUTAGE.toNanos();
    server.destroyForcibly().waitFor();
    startServer();
    // To the worker the server is away for a minute, however fast this machine starts another.
    TimeUnit.NANOSECONDS.sleep(back - System.nanoTime());
    gate.open();

    JsonNode ended = awaitJson("/runs/" + run, r -> r.hasNonNull("endedAt"));
    assertThat(state(ended)).isEqualTo("succeeded");
    assertThat(attempts(run)).as("the attempt that began is the one that ended").hasSize(1);
    String notebook =
        get("/attempts/%s/notebook?format=live"
                .formatted(attempts(run).get(0).path("id").asString()))
            .toString();
    assertThat(notebook)
        .as("nothing printed during the outage is missing")
        .contains("second 0\\n", "second 30\\n", "second 74\\n");
  }

  private Process startServer() throws IOException, InterruptedException {
    Process process =
        launch(
            Map.of(
                "MILLRACE_DATABASE_URL", postgres.jdbcUrl(),
                "MILLRACE_DATABASE_USER", postgres.user(),
                "MILLRACE_DATABASE_PASSWORD", postgres.password()),
            List.of("server", "--port", "" + port, "--data", data().toString()));
    UpProcess.await(
        LONG,
        () -> {
          assertThat(process.isAlive()).as(() -> "the server runs: " + log("server")).isTrue();
          try {
            get("/me");
            return true;
          } catch (RuntimeException e) {
            return false; // not there yet
          }
        });
    return process;
  }

  private Process startWorker(String name, Path token) throws IOException {
    return launch(
        Map.of(),
        List.of(
            "worker",
            "--server",
            "http://127.0.0.1:" + gate.port(),
            "--token-file",
            token.toString(),
            "--slots",
            "1",
            "--name",
            name,
            "--data",
            temp.resolve("worker-" + name).toString()));
  }

  private Process launch(Map<String, String> environment, List<String> arguments)
      throws IOException {
    // On a machine where files are readable for all by default.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.millrace.cli.Millrace");
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(temp.resolve(arguments.getFirst() + ".log").toFile()));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String log(String of) {
    try {
      return Files.readString(temp.resolve(of + ".log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path poolToken() throws IOException {
    try (ApiConnection api = api()) {
      String secret =
          api.post(
                  "/pools/default/tokens",
                  JsonMapper.shared().createObjectNode().put("name", "test"),
                  null)
              .path("secret")
              .asString();
      Path file = Files.writeString(temp.resolve("pool.token"), secret + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private void push(String source) throws IOException {
    Path project = Files.createDirectories(temp.resolve("project"));
    var notebook = JsonMapper.shared().createObjectNode();
    var cell = notebook.putArray("cells").addObject();
    cell.put("cell_type", "code").put("id", "a").put("source", source).putNull("execution_count");
    cell.putObject("metadata");
    cell.putArray("outputs");
    notebook.putObject("metadata");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    Files.writeString(project.resolve("n.ipynb"), notebook.toString());
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/d.yaml"),
        "dag: d\nsteps:\n  n: { notebook: n.ipynb, kernel: python3 }\n");
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

  private JsonNode attempts(String run) {
    return get("/runs/%s/steps/n".formatted(run)).path("attempts");
  }

  private JsonNode awaitJson(String path, Predicate<JsonNode> condition)
      throws InterruptedException {
    UpProcess.await(LONG, () -> find(path).filter(condition).isPresent());
    return get(path);
  }

  private void awaitText(String path, String text) throws InterruptedException {
    awaitJson(path, node -> node.toString().contains(text));
  }

  /**
   * Empty while there is no such thing yet, as with the notebook of an attempt that has only begun.
   */
  private Optional<JsonNode> find(String path) {
    try {
      return Optional.of(get(path));
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  private JsonNode get(String path) {
    try (ApiConnection api = api()) {
      return api.get(path);
    }
  }

  private ApiConnection api() {
    return new ApiConnection(
        URI.create(url()), DataFolder.at(data(), Map.of()).token().orElse("none"));
  }

  private Path data() {
    return temp.resolve("server");
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  private static String state(JsonNode node) {
    return node.path("state").asString("");
  }
}

package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ApiException;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * An installation goes from the release before to this build and back, the server first and the
 * worker second, while steps run. The release before is a jar of its own, which {@code
 * config/build-before} makes of this repository's history.
 */
@Tag("slow")
@SuppressWarnings("NullAway.Init") // the one test starts its servers itself
class UpgradeTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  /** Both steps run until somebody makes the file that the run's parameter names. */
  private static final String DAG =
      """
      dag: held
      parameters:
        gate: { type: string }
      steps:
        cell: { notebook: wait.ipynb, kernel: python3 }
        line:
          shell: 'mkdir -p out; while [ ! -e "$GATE" ]; do sleep 0.1; done; echo "$MILLRACE_ATTEMPT" > out/line.txt'
          env: { GATE: "${{ parameters.gate }}" }
          artifacts: [ "out/*.txt" ]
        end:
          dependsOn: [ cell, line ]
          shell: 'cat out/line.txt; echo "seen=\\"$SEEN\\"" >> "$MILLRACE_OUTPUTS"'
          env: { SEEN: "${{ steps.cell.outputs.seen }}" }
      outputs:
        seen: "${{ steps.end.outputs.seen }}"
      """;

  private static final String WAITS =
      """
      import os, time
      print("wait" + "ing", flush=True)
      while not os.path.exists(gate):
          time.sleep(0.1)
      """;

  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();
  private LocalPostgres postgres;
  private Gate way;
  private List<String> before;
  private List<String> now;
  private Path data;
  private int port;

  /** The name of each run's gate. */
  private final Map<String, String> names = new HashMap<>();

  @BeforeEach
  void prepare() throws Exception {
    before = List.of("-jar", ReleaseBefore.jar().toString());
    now = List.of("-cp", System.getProperty("java.class.path"), "dev.millrace.cli.Millrace");
    postgres = LocalPostgres.start(temp.resolve("postgres"));
  }

  @AfterEach
  void stopAll() throws Exception {
    for (Process process : started.reversed()) {
      stop(process);
    }
    if (way != null) {
      way.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void anInstallationIsUpgradedWhileStepsRunAndTakenBack() throws Exception {
    Process oldServer = startServer(before, "old");
    way = new Gate(port);
    Path token = poolToken();
    Process oldWorker = startWorker(before, token);
    push();
    String first = triggerAndAwaitRunning();

    // This build brings the schema to its own state beside the one that still serves.
    Path oldData = data;
    int oldPort = port;
    Process newServer = startServer(now, "new");
    Path newData = data;
    int newPort = port;
    assertThat(pushOfWhatIsNew()).contains("OLDER_SERVER", "environment: none");
    use(oldData, oldPort);
    end(first, 1);

    String second = triggerAndAwaitRunning();
    use(newData, newPort);
    way.lead(newPort);
    stop(oldServer);
    end(second, 1); // the old worker went on with its attempts, and reports them to the new server
    assertThat(pushOfWhatIsNew()).isEqualTo("pushed");

    String third = triggerAndAwaitRunning();
    stop(oldWorker);
    Process newWorker = startWorker(now, token);
    awaitRunning(third, 2);
    end(third, 2);

    String fourth = triggerAndAwaitRunning();
    stop(newWorker);
    startWorker(before, token);
    awaitRunning(fourth, 2);
    use(oldData, oldPort);
    startServer(before, "old");
    way.lead(port);
    stop(newServer);
    end(fourth, 2);

    String fifth = triggerAndAwaitRunning();
    end(fifth, 1);
    JsonNode runs = get("/projects/p/dags/held/runs");
    assertThat(runs.path("items").valueStream().map(run -> run.path("state").asString()))
        .as("the release before shows all runs, also those of this build")
        .containsExactly("succeeded", "succeeded", "succeeded", "succeeded", "succeeded");
  }

  /** Opens the run's gate and waits for its success after that many attempts of its long steps. */
  private void end(String run, int attempts) throws Exception {
    Files.createFile(gate(run));
    JsonNode ended = awaitJson("/runs/" + run, it -> it.hasNonNull("endedAt"));
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("succeeded");
    assertThat(ended.path("outputs").path("seen").asString()).isEqualTo(name(run));
    for (String step : List.of("cell", "line")) {
      JsonNode tried = get("/runs/%s/steps/%s".formatted(run, step)).path("attempts");
      assertThat(tried).as(tried.toString()).hasSize(attempts);
    }
  }

  private String name(String run) {
    return Objects.requireNonNull(names.get(run));
  }

  private Path gate(String run) {
    return temp.resolve("gates").resolve(name(run));
  }

  private String triggerAndAwaitRunning() throws Exception {
    String name = "gate-" + names.size();
    var body = JsonMapper.shared().createObjectNode();
    body.putObject("parameters")
        .put("gate", Files.createDirectories(temp.resolve("gates")).resolve(name).toString());
    String run;
    try (ApiConnection api = api()) {
      run = api.post("/projects/p/dags/held/runs", body, null).path("id").asString();
    }
    names.put(run, name);
    awaitRunning(run, 1);
    return run;
  }

  /** Waits until user code of both long steps runs in their n-th attempts. */
  private void awaitRunning(String run, int attempt) throws Exception {
    for (String step : List.of("cell", "line")) {
      JsonNode shown =
          awaitJson(
              "/runs/%s/steps/%s".formatted(run, step),
              it ->
                  it.path("state").asString("").equals("running")
                      && it.path("attempts").size() == attempt
                      && runningAttempt(it).isPresent());
      if (step.equals("cell")) {
        String id = runningAttempt(shown).orElseThrow();
        awaitJson(
            "/attempts/%s/notebook?format=live".formatted(id),
            it -> it.toString().contains("waiting"));
      }
    }
  }

  // A step and its attempts are read one after the other: a step may run that shows its attempt as
  // leased.
  private static Optional<String> runningAttempt(JsonNode step) {
    return step.path("attempts")
        .valueStream()
        .filter(it -> it.path("state").asString("").equals("running"))
        .map(it -> it.path("id").asString())
        .findFirst();
  }

  private Process startServer(List<String> build, String name) throws Exception {
    if (!name.equals("old") || data == null) {
      use(temp.resolve("server-" + name), UpProcess.freePort());
    }
    Process process =
        launch(
            build,
            Map.of(
                "MILLRACE_DATABASE_URL", postgres.jdbcUrl(),
                "MILLRACE_DATABASE_USER", postgres.user(),
                "MILLRACE_DATABASE_PASSWORD", postgres.password()),
            List.of("server", "--port", "" + port, "--data", data.toString()));
    awaitJson("/me", me -> true);
    return process;
  }

  private void use(Path folder, int itsPort) {
    data = folder;
    port = itsPort;
  }

  private Process startWorker(List<String> build, Path token) throws Exception {
    return launch(
        build,
        Map.of(),
        List.of(
            "worker",
            "--server",
            "http://127.0.0.1:" + way.port(),
            "--token-file",
            token.toString(),
            "--slots",
            "2",
            "--grace",
            "0",
            "--name",
            "w",
            "--data",
            temp.resolve("worker").toString()));
  }

  private Process launch(
      List<String> build, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m"));
    command.addAll(build);
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(temp.resolve(arguments.getFirst() + ".log").toFile()));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private Path poolToken() throws IOException {
    try (ApiConnection api = api()) {
      var name = JsonMapper.shared().createObjectNode().put("name", "test");
      String secret = api.post("/pools/default/tokens", name, null).path("secret").asString();
      Path file = Files.writeString(temp.resolve("pool.token"), secret + "\n");
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private void push() throws IOException {
    Path project = temp.resolve("project");
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(project.resolve("dags/held.yaml"), DAG);
    var notebook = JsonMapper.shared().createObjectNode();
    var cells = notebook.putArray("cells");
    cell(cells.addObject(), "a", "gate = \"\"", "parameters");
    cell(cells.addObject(), "b", WAITS, "");
    cell(cells.addObject(), "c", "seen = os.path.basename(gate)", "outputs");
    notebook.putObject("metadata");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    Files.writeString(project.resolve("wait.ipynb"), notebook.toString());
    try (ApiConnection api = api()) {
      new ProjectPush(api, "p").push(ProjectFiles.list(project));
    }
  }

  /** Pushes a Dag that only this build reads, and says what came of it. */
  private String pushOfWhatIsNew() throws IOException {
    Path project = temp.resolve("new-project");
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/new.yaml"),
        "dag: new\nsteps: { a: { shell: 'true', environment: none } }\n");
    try (ApiConnection api = api()) {
      new ProjectPush(api, "new").push(ProjectFiles.list(project));
      return "pushed";
    } catch (ApiException e) {
      return e.code() + ": " + e.getMessage();
    }
  }

  private static void cell(ObjectNode cell, String id, String source, String tag) {
    cell.put("cell_type", "code").put("id", id).put("source", source).putNull("execution_count");
    var tags = cell.putObject("metadata").putArray("tags");
    if (!tag.isEmpty()) {
      tags.add(tag);
    }
    cell.putArray("outputs");
  }

  private JsonNode awaitJson(String path, Predicate<JsonNode> condition)
      throws InterruptedException {
    JsonNode[] last = {null};
    try {
      UpProcess.await(
          LONG,
          () -> {
            try {
              last[0] = get(path);
              return condition.test(last[0]);
            } catch (RuntimeException e) {
              return false; // the server is not there yet, or the thing is not
            }
          });
    } catch (AssertionError e) {
      throw new AssertionError(path + " is " + last[0] + "\n" + logs(), e);
    }
    return last[0];
  }

  private String logs() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("server", "worker")) {
      try {
        List<String> lines =
            Files.readAllLines(temp.resolve(name + ".log"), StandardCharsets.UTF_8);
        all.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())))
            .append("\n--\n");
      } catch (IOException e) {
        all.append("no log of the ").append(name).append('\n');
      }
    }
    return all.toString();
  }

  private JsonNode get(String path) {
    try (ApiConnection api = api()) {
      return api.get(path);
    }
  }

  private ApiConnection api() {
    return new ApiConnection(
        URI.create("http://127.0.0.1:" + port),
        DataFolder.at(data, Map.of()).token().orElse("none"));
  }
}

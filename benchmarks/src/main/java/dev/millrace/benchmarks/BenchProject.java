package dev.millrace.benchmarks;

import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Dags that are measured, in a pool that only this benchmark's workers serve. */
final class BenchProject {
  static final String CHAIN = "chain";
  static final String FAN = "fan";
  static final String BIG = "big";
  static final int CHAIN_STEPS = 200;
  static final int FAN_STEPS = 5_000;
  static final int BIG_STEPS = 10_000;

  private static final String PROJECT = "bench";
  static final String POOL = "bench";
  private static final Duration RUN_LIMIT = Duration.ofMinutes(10);
  private static final long SEED = 20_261_121;

  private final ApiConnection api;
  private final URI server;
  private final String poolToken;

  private BenchProject(ApiConnection api, URI server, String poolToken) {
    this.api = api;
    this.server = server;
    this.poolToken = poolToken;
  }

  /** Pushes the Dags and makes the pool. */
  static BenchProject push(ApiConnection api, URI server, Path folder) throws IOException {
    api.put("/pools/" + POOL, JsonMapper.shared().createObjectNode().put("slots", 10_000));
    String token =
        api.post(
                "/pools/%s/tokens".formatted(POOL),
                JsonMapper.shared().createObjectNode().put("name", "bench"),
                null)
            .path("secret")
            .asString();
    Path dags = Files.createDirectories(folder.resolve("dags"));
    write(dags, CHAIN, chain());
    write(dags, FAN, fan());
    write(dags, BIG, layers());
    var push = new ProjectPush(api, PROJECT);
    push.push(ProjectFiles.list(folder));
    return new BenchProject(api, server, token);
  }

  IdleWorker worker(int slots) throws IOException, InterruptedException {
    return new IdleWorker(server, poolToken, POOL, slots);
  }

  String start(String dag) {
    return api.post(
            "/projects/%s/dags/%s/runs".formatted(PROJECT, dag),
            JsonMapper.shared().createObjectNode(),
            null)
        .path("id")
        .asString();
  }

  /** Waits for the run's end. @return from its creation to its end, by the database's clock */
  Duration await(String run) throws InterruptedException {
    long deadline = System.nanoTime() + RUN_LIMIT.toNanos();
    while (true) {
      JsonNode now = api.get("/runs/" + run);
      if (now.hasNonNull("endedAt")) {
        if (!now.path("state").asString().equals("succeeded")) {
          throw new IllegalStateException("the run did not succeed: " + now);
        }
        return Duration.between(instant(now, "startedAt"), instant(now, "endedAt"));
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the run does not end: " + now);
      }
      TimeUnit.MILLISECONDS.sleep(
          500); // its times are the server's: asking often would only disturb
    }
  }

  private static java.time.Instant instant(JsonNode node, String field) {
    return java.time.Instant.parse(node.path(field).asString());
  }

  private static void write(Path dags, String name, CharSequence steps) throws IOException {
    Files.writeString(
        dags.resolve(name + ".yaml"),
        "dag: %s\ndefaults: { pool: %s }\nsteps:\n%s".formatted(name, POOL, steps));
  }

  private static CharSequence chain() {
    var steps = new StringBuilder();
    for (int i = 0; i < CHAIN_STEPS; i++) {
      step(steps, i, i == 0 ? "" : "s" + (i - 1));
    }
    return steps;
  }

  private static CharSequence fan() {
    var steps = new StringBuilder();
    for (int i = 0; i < FAN_STEPS; i++) {
      step(steps, i, "");
    }
    return steps;
  }

  /**
   * A hundred layers of a hundred steps; each step has one to three parents in the layer before.
   */
  private static CharSequence layers() {
    var random = new Random(SEED);
    int width = 100;
    var steps = new StringBuilder();
    for (int i = 0; i < BIG_STEPS; i++) {
      int layer = i / width;
      String parents =
          layer == 0
              ? ""
              : random
                  .ints(1 + random.nextInt(3), (layer - 1) * width, layer * width)
                  .distinct()
                  .mapToObj(p -> "s" + p)
                  .collect(java.util.stream.Collectors.joining(", "));
      step(steps, i, parents);
    }
    return steps;
  }

  private static void step(StringBuilder steps, int number, String parents) {
    steps.append("  s").append(number).append(": { shell: \"true\"");
    if (!parents.isEmpty()) {
      steps.append(", dependsOn: [").append(parents).append(']');
    }
    steps.append(" }\n");
  }
}

package dev.millrace.cli.up;

import static dev.millrace.cli.up.GatedServer.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.up.Holds.Place;
import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.scheduler.dispatch.SweeperLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cancel, the run's timeout and the step's timeout, each at every moment of an attempt: with a real
 * worker, whose package tool, kernel and cells stand still at the moment in question.
 */
@Tag("slow")
class StopAtEveryMomentTest {
  /** Behind everything that a test could have left in the queue. */
  private static final String WITNESS =
      """
      dag: witness
      parameters: { book: { type: string } }
      steps:
        last: { shell: 'echo last >> "$book"', priority: -1000 }
      """;

  @TempDir static Path temp;
  private static GatedServer server;
  private static Holds holds;
  private static HeldWorker worker;

  /** What ends the run. */
  enum Stop {
    CANCEL("cancelled", "cancelled by admin: enough"),
    RUN_TIMEOUT("timed_out", "the run's time was up");

    private final String end;
    private final String message;

    Stop(String end, String message) {
      this.end = end;
      this.message = message;
    }
  }

  /** When it comes. */
  enum Moment {
    QUEUED("kernel: python3", 2),
    BUILDING_THE_ENVIRONMENT("environment: { requirements: %s.txt }", 2),
    STARTING_THE_KERNEL("kernel: held", 2),
    IN_A_CELL("kernel: python3", 2),
    // Its cells must come to their end in time, on a busy machine, too.
    COMPLETING("kernel: python3", 4);

    private final String step;
    private final Duration limit;

    Moment(String step, int limit) {
      this.step = step;
      this.limit = Duration.ofSeconds(limit);
    }

    String dag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The Dag whose first step has a timeout. */
    String timedDag() {
      return "timed-" + dag();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = new GatedServer(temp);
    holds = new Holds(temp.resolve("holds"));
    push();
    worker =
        HeldWorker.start(temp, TestKernels.python(), holds, server.gateUri(), server.poolToken());
  }

  @AfterAll
  static void stop() {
    worker.close();
    server.close();
  }

  @BeforeEach
  void reset() throws IOException {
    holds.reset();
  }

  static Stream<Arguments> stopsAndMoments() {
    return Stream.of(Stop.values())
        .flatMap(stop -> Stream.of(Moment.values()).map(moment -> Arguments.of(stop, moment)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("stopsAndMoments")
  void aRunThatIsStoppedRecordsTheTrueEndAndStartsNothingMore(Stop stop, Moment moment)
      throws Exception {
    Path book = temp.resolve(stop + "-" + moment);
    String run = trigger(moment, moment.dag(), book);
    come(run, moment);

    Instant asked = databaseTime();
    stop(run, stop);
    if (moment == Moment.COMPLETING) {
      assertThat(state(server.run(run))).isEqualTo("cancelling");
      server.gate().open();
    }

    JsonNode ended = server.ended(run);
    assertThat(state(ended)).isEqualTo(stop.end);
    grantSteps(true);
    assertThatNothingFollows(run, "cancelled", book);
    assertThat(message(server.step(run, "after"))).isEqualTo(stop.message);
    JsonNode step = server.step(run, "a");
    assertThat(state(step)).isEqualTo("cancelled");
    if (moment == Moment.QUEUED) {
      assertThat(step.path("attempts")).isEmpty();
      assertThat(message(step)).isEqualTo(stop.message);
      return;
    }
    JsonNode attempt = onlyAttempt(run);
    assertThat(time(attempt, "startedAt")).isBeforeOrEqualTo(asked);
    assertThat(time(attempt, "endedAt"))
        .isAfterOrEqualTo(asked)
        .isBeforeOrEqualTo(time(ended, "endedAt"));
    boolean done = moment == Moment.COMPLETING;
    assertThat(state(attempt))
        .as("what it did, it did")
        .isEqualTo(done ? "succeeded" : "cancelled");
    assertThat(attempt.hasNonNull("cause")).isFalse();
    assertThat(message(attempt)).isEqualTo(done ? "" : stop.message);
    assertThat(message(step)).isEqualTo(message(attempt));
    assertThat(attempt.path("failedCell").asInt()).isEqualTo(moment == Moment.IN_A_CELL ? 2 : 0);
    assertThat(attempt.path("phase").asString(""))
        .isEqualTo(
            switch (moment) {
              case QUEUED, BUILDING_THE_ENVIRONMENT -> "environment";
              case STARTING_THE_KERNEL -> "kernel";
              case IN_A_CELL, COMPLETING -> "cells";
            });
    assertThat(cells(attempt))
        .isEqualTo(
            switch (moment) {
              case QUEUED, BUILDING_THE_ENVIRONMENT, STARTING_THE_KERNEL ->
                  List.of("not_run", "not_run", "not_run");
              case IN_A_CELL -> List.of("succeeded", "cancelled", "not_run");
              case COMPLETING -> List.of("succeeded", "succeeded", "succeeded");
            });
  }

  @ParameterizedTest(name = "STEP_TIMEOUT {0}")
  @EnumSource(Moment.class)
  void aStepsTimeIsThatOfItsCellsAndOfNothingBeforeOrAfter(Moment moment) throws Exception {
    Path book = temp.resolve("STEP_TIMEOUT-" + moment);
    String run = trigger(moment, moment.timedDag(), book);
    come(run, moment);
    if (moment != Moment.IN_A_CELL) {
      // Nothing may come of it: there is nothing else to wait for.
      TimeUnit.NANOSECONDS.sleep(moment.limit.plusMillis(200).toNanos());
      assertThat(server.run(run).hasNonNull("endedAt")).as("its time has begun").isFalse();
    }
    goOn(moment);

    JsonNode ended = server.ended(run);
    JsonNode step = server.step(run, "a");
    JsonNode attempt = onlyAttempt(run);
    assertThat(attempt.path("phase").asString("")).isEqualTo("cells");
    assertThat(message(step)).isEqualTo(message(attempt));
    if (moment == Moment.COMPLETING) {
      assertThat(List.of(state(ended), state(step), state(attempt))).containsOnly("succeeded");
      assertThat(message(attempt)).isEmpty();
      assertThat(book).content().isEqualTo("after\n");
      return;
    }
    assertThat(state(ended)).isEqualTo("failed");
    assertThat(state(step)).isEqualTo("failed");
    assertThatNothingFollows(run, "upstream_failed", book);
    assertThat(state(attempt)).isEqualTo("timed_out");
    assertThat(attempt.path("cause").asString("")).isEqualTo("timeout");
    assertThat(message(attempt))
        .isEqualTo("STEP_TIMEOUT: the step's time of 2.0 s was over while cell 2 ran");
    assertThat(attempt.path("failedCell").asInt()).isEqualTo(2);
    assertThat(Duration.between(time(attempt, "startedAt"), time(attempt, "endedAt")))
        .isGreaterThan(moment.limit);
    assertThat(cells(attempt)).containsExactly("succeeded", "timed_out", "not_run");
  }

  private static String trigger(Moment moment, String dag, Path book) {
    grantSteps(moment != Moment.QUEUED);
    return server.trigger(dag, book);
  }

  /** Lets the run come to its moment, where it stands still. */
  private static void come(String run, Moment moment) throws Exception {
    switch (moment) {
      case QUEUED -> {
        UpProcess.await(GatedServer.LONG, () -> state(server.step(run, "a")).equals("ready"));
        assertThat(server.step(run, "a").path("attempts")).isEmpty();
      }
      case BUILDING_THE_ENVIRONMENT -> come(run, "environment", Place.ENVIRONMENT);
      case STARTING_THE_KERNEL -> come(run, "kernel", Place.KERNEL);
      case IN_A_CELL -> come(run, "cells", Place.CELL);
      case COMPLETING -> {
        Set<Long> idle = worker.below();
        come(run, "cells", Place.CELL);
        server.gate().shut();
        holds.release(Place.CELL);
        // All its code has ended, and the worker cannot tell.
        UpProcess.await(GatedServer.LONG, () -> idle.containsAll(worker.below()));
      }
    }
  }

  private static void come(String run, String phase, Place place) throws InterruptedException {
    holds.awaitBegun(place);
    UpProcess.await(
        GatedServer.LONG, () -> onlyAttempt(run).path("phase").asString("").equals(phase));
  }

  private static void goOn(Moment moment) throws IOException {
    switch (moment) {
      case QUEUED -> grantSteps(true);
      case BUILDING_THE_ENVIRONMENT -> holds.release(Place.ENVIRONMENT);
      case STARTING_THE_KERNEL -> holds.release(Place.KERNEL);
      case IN_A_CELL -> {}
      case COMPLETING -> server.gate().open();
    }
  }

  private static void stop(String run, Stop stop) {
    switch (stop) {
      case CANCEL -> {
        ObjectNode why = JsonMapper.shared().createObjectNode().put("reason", "enough");
        server.api().post("/runs/%s/cancel".formatted(run), why, null);
      }
      case RUN_TIMEOUT -> {
        int changed =
            server
                .sql()
                .sql(
                    """
                    UPDATE run SET deadline = millrace_now()
                     WHERE id = ?::uuid AND deadline > millrace_now() + interval '59 minutes'
                    """)
                .param(run)
                .update();
        assertThat(changed).as("runs that had an hour").isEqualTo(1);
        server.part(SweeperLoop.class).sweep();
      }
    }
  }

  /** Whether steps that are ready are given to the worker. */
  private static void grantSteps(boolean grant) {
    server
        .api()
        .put("/pools/default", JsonMapper.shared().createObjectNode().put("slots", grant ? 1 : 0));
  }

  /** What is still to come of the run comes before the end of one that waits behind it. */
  private static void assertThatNothingFollows(String run, String state, Path book)
      throws InterruptedException {
    server.part(SweeperLoop.class).sweep();
    String witness = server.trigger("witness", temp.resolve("witness"));
    assertThat(state(server.ended(witness))).isEqualTo("succeeded");
    JsonNode after = server.step(run, "after");
    assertThat(state(after)).isEqualTo(state);
    assertThat(after.path("attempts")).isEmpty();
    assertThat(book).doesNotExist();
  }

  /** The attempt of the first step, in full. */
  private static JsonNode onlyAttempt(String run) {
    JsonNode attempts = server.step(run, "a").path("attempts");
    assertThat(attempts).hasSize(1);
    return server.api().get("/attempts/" + attempts.get(0).path("id").asString());
  }

  /** How the cells with code ended, as the notebook that is kept says; empty when there is none. */
  private static List<String> cells(JsonNode attempt) {
    if (!attempt.path("hasNotebook").asBoolean()) {
      return List.of();
    }
    return server
        .api()
        .get("/attempts/%s/notebook?format=ipynb".formatted(attempt.path("id").asString()))
        .path("cells")
        .valueStream()
        .map(cell -> cell.at("/metadata/millrace/state").asString(""))
        .filter(cell -> !cell.isEmpty())
        .toList();
  }

  private static String message(JsonNode node) {
    return node.path("message").asString("");
  }

  private static Instant time(JsonNode node, String field) {
    return Instant.parse(node.path(field).asString());
  }

  private static Instant databaseTime() {
    return server
        .sql()
        .sql("SELECT millrace_clock()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static void push() throws IOException {
    Path project = temp.resolve("project");
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(project.resolve("n.ipynb"), notebook());
    Files.writeString(project.resolve("dags/witness.yaml"), WITNESS);
    for (Moment moment : Moment.values()) {
      write(project, moment.dag(), moment.step);
      String timeout = ", timeout: %ds".formatted(moment.limit.toSeconds());
      write(project, moment.timedDag(), moment.step + timeout);
    }
    server.push(project);
  }

  private static void write(Path project, String dag, String step) throws IOException {
    // An environment of its own: one that was built is not built again.
    Files.writeString(project.resolve(dag + ".txt"), dag + "==1\n");
    Files.writeString(
        project.resolve("dags/" + dag + ".yaml"),
        """
        dag: %s
        timeout: 1h
        parameters: { book: { type: string } }
        steps:
          a: { notebook: n.ipynb, %s }
          after: { shell: 'echo after >> "$book"', dependsOn: [a] }
        """
            .formatted(dag, step.formatted(dag)));
  }

  private static String notebook() {
    ObjectNode notebook = JsonMapper.shared().createObjectNode();
    notebook.putObject("metadata").putObject("language_info").put("name", "python");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    var cells = notebook.putArray("cells");
    for (String source : List.of("print(1)", holds.inPython(Place.CELL), "print(3)")) {
      var cell = cells.addObject().put("id", "c" + cells.size()).put("cell_type", "code");
      cell.put("source", source).putNull("execution_count").putObject("metadata");
      cell.putArray("outputs");
    }
    return notebook.toString();
  }
}

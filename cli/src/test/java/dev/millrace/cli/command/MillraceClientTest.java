package dev.millrace.cli.command;

import static dev.millrace.dsl.Steps.expression;
import static dev.millrace.dsl.Steps.script;
import static dev.millrace.dsl.Steps.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.cli.up.UpProcess;
import dev.millrace.client.ApiException;
import dev.millrace.client.ApiProblem;
import dev.millrace.client.AwaitTimeoutException;
import dev.millrace.client.Deployment;
import dev.millrace.client.MillraceClient;
import dev.millrace.client.PushRequest;
import dev.millrace.client.Reopened;
import dev.millrace.client.RerunRequest;
import dev.millrace.client.Run;
import dev.millrace.client.RunState;
import dev.millrace.client.ServerAccess;
import dev.millrace.client.Step;
import dev.millrace.client.StepState;
import dev.millrace.client.TriggerRequest;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.Schedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java program does with a real server. */
@Tag("slow")
class MillraceClientTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  /** A step that fails until its script is mended, and a run's own result. */
  private static final Dag SCORE =
      Dag.named("score")
          .parameter(Parameter.integer("top").defaultValue(3))
          .step(shell("first", "echo 'rows=7' > \"$MILLRACE_OUTPUTS\""))
          .step(script("work", "work.py").dependsOn("first"))
          .output("rows", expression("steps.first.outputs.rows"))
          .output("top", expression("parameters.top"))
          .output("score", expression("steps.work.outputs.score"))
          .build();

  private static final Dag SLEEP = Dag.named("sleep").step(shell("sleep", "sleep 600")).build();

  @TempDir static Path temp;
  private static Path data;
  private static UpProcess up;
  private static MillraceClient millrace;

  @BeforeAll
  static void start() throws Exception {
    data = temp.resolve("data");
    up = UpProcess.start(data, UpProcess.freePort(), "--slots", "2");
    ServerAccess access = ServerAccess.find(null, data, Map.of());
    millrace = MillraceClient.connect(access.server(), access.token());
  }

  @AfterAll
  static void stop() throws IOException {
    millrace.close();
    up.close();
  }

  @Test
  void filesAndDagsArePushedTogetherTriggeredAwaitedAndRead() throws Exception {
    Path folder =
        folder(
            "score", "import os\nopen(os.environ['MILLRACE_OUTPUTS'], 'w').write('score=0.5')\n");
    Deployment deployment = millrace.push("score", folder, SCORE, SLEEP);
    assertThat(deployment.number()).isEqualTo(1);
    assertThat(deployment.plan().added()).containsExactly("score", "sleep");

    Instant about = Instant.parse("2026-01-31T06:00:00Z");
    Run run =
        millrace.trigger(
            "score", "score", TriggerRequest.with("top", 5).logicalTime(about).note("by hand"));
    assertThat(run.state().isEnd()).isFalse();
    assertThat(run.logicalTime()).isEqualTo(about);
    assertThat(run.outputs()).isEmpty();
    List<RunState> seen = new ArrayList<>();
    Run end = millrace.await(run.id(), LONG, now -> seen.add(now.state()));

    assertThat(end.succeeded()).as(end.stateText()).isTrue();
    assertThat(seen).endsWith(RunState.SUCCEEDED);
    assertThat(end.parameters().path("top").intValue()).isEqualTo(5);
    assertThat(millrace.outputs(run.id()).toString())
        .isEqualTo("{\"rows\":7,\"top\":5,\"score\":0.5}");
    assertThat(end.outputsAbsent()).isEmpty();
    List<Step> steps = millrace.steps(run.id());
    assertThat(steps).extracting(Step::id).containsExactly("first", "work");
    assertThat(steps).extracting(Step::state).containsOnly(StepState.SUCCEEDED);
    assertThat(steps.getLast().attempts()).hasSize(1);
    assertThat(steps.getLast().outputs().path("score").doubleValue()).isEqualTo(0.5);

    Deployment again = millrace.push("score", PushRequest.of(folder).dags(SCORE, SLEEP).planned());
    assertThat(again.dryRun()).isTrue();
    assertThat(again.plan().unchanged()).containsExactly("score", "sleep");
    assertThatThrownBy(() -> millrace.push("score", folder, SCORE, SCORE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dags/score.yaml");
  }

  @Test
  void aPushThatWouldStopAnActiveScheduleIsRefusedUnlessItSaysThatItMay() throws Exception {
    Path folder = folder("nights", "");
    Dag nightly =
        Dag.named("nightly").schedule(Schedule.cron("0 3 * * *")).step(shell("a", "true")).build();
    millrace.push("nights", folder, nightly);
    PushRequest without = PushRequest.of(folder).dags(SLEEP);

    Deployment.Plan plan = millrace.push("nights", without.planned()).plan();
    assertThat(plan.archived()).containsExactly("nightly");
    assertThat(plan.stoppedSchedules())
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.dag()).isEqualTo("nightly");
              assertThat(schedule.nextTickAt()).isAfter(Instant.now());
            });
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> millrace.push("nights", without));
    assertThat(refused.kind()).isEqualTo(ApiException.Kind.CONFLICT);
    assertThat(refused.code()).isEqualTo("SCHEDULE_STOPS");

    Deployment done = millrace.push("nights", without.archivingScheduledDags());
    assertThat(done.plan()).isEqualTo(plan);
    ApiException archived =
        catchThrowableOfType(ApiException.class, () -> millrace.trigger("nights", "nightly"));
    assertThat(archived).hasMessageContaining("Dag 'nightly' is archived");
  }

  @Test
  void oneKeyStartsOneRun() throws Exception {
    millrace.push("keys", folder("keys", ""), SLEEP);
    TriggerRequest request = TriggerRequest.PLAIN.idempotencyKey("2026-11-21");

    Run first = millrace.trigger("keys", "sleep", request);
    Run second = millrace.trigger("keys", "sleep", request);

    assertThat(second.id()).isEqualTo(first.id());
    var mismatch =
        catchThrowableOfType(
            ApiException.class,
            () -> millrace.trigger("keys", "sleep", request.note("another request")));
    assertThat(mismatch.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
    assertThat(millrace.trigger("keys", "sleep").id()).isNotEqualTo(first.id());
    cancelAll("keys", first);
  }

  @Test
  void aRunThatIsCancelledIsToldToWhoeverAwaitsIt() throws Exception {
    millrace.push("cancelled", folder("cancelled", ""), SLEEP);
    Run run = millrace.trigger("cancelled", "sleep");

    assertThatThrownBy(() -> millrace.await(run.id(), Duration.ofMillis(200)))
        .isInstanceOfSatisfying(
            AwaitTimeoutException.class, late -> assertThat(late.run().id()).isEqualTo(run.id()))
        .hasMessageContaining("millrace why " + run.id());
    CompletableFuture<Run> end = millrace.awaitAsync(run.id(), LONG);
    CompletableFuture<Run> givenUp = millrace.awaitAsync(run.id(), LONG);
    assertThat(givenUp.cancel(true)).isTrue();
    millrace.cancel(run.id(), "wrong file");

    assertThat(end.get(LONG.toSeconds(), TimeUnit.SECONDS).state()).isEqualTo(RunState.CANCELLED);
    assertThat(millrace.cancel(run.id(), null).state())
        .as("repeating it changes nothing")
        .isEqualTo(RunState.CANCELLED);
    assertThatThrownBy(() -> millrace.awaitAsync("no-run", LONG).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ApiException.class);
  }

  @Test
  void aFailedRunIsRerunOnTheMendedFilesAndItsResultComputedAnew() throws Exception {
    millrace.push("mended", folder("mended", "raise SystemExit(3)\n"), SCORE);
    Run run = millrace.await(millrace.trigger("mended", "score").id(), LONG);
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.outputs().toString()).isEqualTo("{\"rows\":7,\"top\":3}");
    assertThat(run.outputsAbsent().get("score")).contains("step 'work' is failed");

    millrace.push(
        "mended",
        folder(
            "mended", "import os\nopen(os.environ['MILLRACE_OUTPUTS'], 'w').write('score=0.9')\n"),
        SCORE);
    RerunRequest request = RerunRequest.ofFailed().onLatest().because("mended");
    Reopened preview = millrace.previewRerun(run.id(), request);
    assertThat(preview.number()).isZero();
    assertThat(preview.steps()).containsExactly(Map.entry("work", StepState.FAILED));
    assertThat(preview.run().state()).isEqualTo(RunState.FAILED);

    Reopened reopened = millrace.rerun(run.id(), request);
    assertThat(reopened.number()).isEqualTo(1);
    Run end = millrace.await(run.id(), LONG);

    assertThat(end.succeeded()).as(end.stateText()).isTrue();
    assertThat(end.rerun()).isEqualTo(1);
    assertThat(end.outputs().path("score").doubleValue()).isEqualTo(0.9);
    assertThat(end.outputsAbsent()).isEmpty();
    var nothing =
        catchThrowableOfType(
            ApiException.class, () -> millrace.rerun(run.id(), RerunRequest.ofFailed()));
    assertThat(nothing.code()).isEqualTo("NOTHING_TO_RERUN");
  }

  @Test
  void whatTheServerRefusesIsToldByKindAndPlace() throws Exception {
    var unknown =
        catchThrowableOfType(ApiException.class, () -> millrace.trigger("nowhere", "score"));
    assertThat(unknown.kind()).isEqualTo(ApiException.Kind.NOT_FOUND);

    Path folder = folder("wrong", "");
    Files.createDirectories(folder.resolve("dags"));
    Files.writeString(
        folder.resolve("dags/wrong.yaml"), "dag: wrong\nsteps:\n  a: { shel: echo }\n");
    var refused =
        catchThrowableOfType(ApiException.class, () -> millrace.push("wrong", folder, SLEEP));
    assertThat(refused.kind()).isEqualTo(ApiException.Kind.INVALID);
    assertThat(refused.problems())
        .extracting(ApiProblem::file, ApiProblem::line)
        .contains(tuple("dags/wrong.yaml", 3));
    Deployment without =
        millrace.push("wrong", PushRequest.of(folder).excluding("dags/**").dags(SLEEP));
    assertThat(without.plan().added()).containsExactly("sleep");

    ServerAccess access = ServerAccess.find(null, data, Map.of());
    try (var stranger = MillraceClient.connect(access.server(), "mlr_wrong")) {
      var denied = catchThrowableOfType(ApiException.class, () -> stranger.run("x"));
      assertThat(denied.kind()).isEqualTo(ApiException.Kind.UNAUTHENTICATED);
    }
  }

  @Test
  void theExampleInJavaRunsToItsEndAndPrintsItsResult() throws Exception {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.millrace.examples.recommender.Main",
            Path.of("../examples/recommender").toAbsolutePath().toString());
    builder.environment().put("MILLRACE_HOME", data.toString());
    builder.environment().remove("MILLRACE_URL");
    builder.environment().remove("MILLRACE_TOKEN");
    Path output = temp.resolve("example.log");
    Process example = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();

    assertThat(example.waitFor(10, TimeUnit.MINUTES)).isTrue();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(example.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains("deployment 1 of project films-java")
        .contains("succeeded")
        .containsPattern("tune_small +SUCCEEDED")
        .containsPattern("train +SKIPPED")
        .containsPattern("rmse = 0\\.\\d+")
        .contains("tuned = true");
  }

  private static void cancelAll(String project, Run known) throws InterruptedException {
    millrace.cancel(known.id(), null);
    try (var api = up.api()) {
      api.get("/runs?limit=50&project=" + project)
          .path("items")
          .forEach(run -> millrace.cancel(run.path("id").asString(""), null));
    }
  }

  private static Path folder(String name, String work) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("projects").resolve(name));
    Files.writeString(folder.resolve("work.py"), work);
    return folder;
  }
}

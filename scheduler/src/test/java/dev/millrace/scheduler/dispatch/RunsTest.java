package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunEvent;
import dev.millrace.scheduler.store.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RunsTest extends DispatchTest {
  private static final String ONE_AT_A_TIME =
      """
      dag: single
      maxActiveRuns: 1
      steps:
        a: { notebook: a.ipynb }
      """;

  private static final String WITH_PARAMETERS =
      """
      dag: typed
      parameters:
        factors: { type: integer, default: 16, minimum: 2 }
        region: { type: string, enum: [eu, ap] }
      steps:
        a: { notebook: a.ipynb, parameters: { f: "${{ parameters.factors }}", fixed: 1 } }
      """;

  @Test
  void aRunKnowsWhichParametersWereGivenAndWhichAreDefaults() {
    UUID dag = dags.yaml(WITH_PARAMETERS);
    UUID id = server.runs().start(TestDags.run(dag, Json.object().put("region", "eu")));
    RunRecord run = server.reads().run(id).orElseThrow();
    assertThat(run.parameters()).isEqualTo(Json.object().put("factors", 16).put("region", "eu"));
    assertThat(run.givenParameters()).containsExactly("region");
    Grant grant = worker(1).claim().getFirst();
    assertThat(grant.parameters()).isEqualTo(Json.object().put("f", 16).put("fixed", 1));
    assertThat(grant.runParameters()).isEqualTo(run.parameters());
  }

  @Test
  void wrongParametersAreAllNamedAtOnce() {
    UUID dag = dags.yaml(WITH_PARAMETERS);
    var given = Json.object().put("factors", 1).put("unknown", true);
    assertThatThrownBy(() -> server.runs().start(TestDags.run(dag, given)))
        .isInstanceOfSatisfying(
            InvalidParametersException.class,
            e ->
                assertThat(e.problems())
                    .extracting(InvalidParametersException.Problem::code)
                    .containsExactly("PARAMETER_RANGE", "PARAMETER_MISSING", "PARAMETER_UNKNOWN"));
  }

  @Test
  void aRunBeyondTheLimitIsQueuedAndStartsWhenTheOneBeforeItEnds() {
    UUID dag = dags.yaml(ONE_AT_A_TIME);
    UUID first = server.runs().start(TestDags.run(dag));
    UUID second = server.runs().start(TestDags.run(dag));
    assertThat(stateOf(first)).isEqualTo(RunState.RUNNING);
    assertThat(stateOf(second)).isEqualTo(RunState.QUEUED);
    TestWorker worker = worker(2);
    List<Grant> grants = worker.claim();
    assertThat(grants).hasSize(1);
    worker.start(grants.getFirst());
    worker.succeed(grants.getFirst());
    await().until(() -> stateOf(second) == RunState.RUNNING);
  }

  @Test
  void aSweepStartsAQueuedRunThatAServerLeftBehind() {
    UUID dag = dags.yaml(ONE_AT_A_TIME);
    UUID first = server.runs().start(TestDags.run(dag));
    UUID second = server.runs().start(TestDags.run(dag));
    database
        .jdbc()
        .sql("UPDATE run SET state = 'failed', ended_at = now() WHERE id = :id")
        .param("id", first)
        .update();
    assertThat(server.sweep()).isEqualTo(1);
    assertThat(stateOf(second)).isEqualTo(RunState.RUNNING);
  }

  @Test
  void runsCreatedAtTheSameMomentRespectTheLimit() {
    UUID dag = dags.yaml(ONE_AT_A_TIME);
    List<UUID> runs =
        Parallel.run(
            Stream.generate(() -> (Callable<UUID>) () -> server.runs().start(TestDags.run(dag)))
                .limit(8)
                .toList());
    assertThat(runs).filteredOn(run -> stateOf(run) == RunState.RUNNING).hasSize(1);
  }

  @Test
  void aRunThatWaitedForADeploymentIsOneOfTheVersionThatCameWithIt() {
    UUID dag = dags.yaml(ONE_AT_A_TIME);
    CompletableFuture<UUID> run;
    try (HikariDataSource pool = database.pool(1)) {
      run =
          new TransactionTemplate(new JdbcTransactionManager(pool))
              .execute(
                  status -> {
                    deploySecondVersion(JdbcClient.create(pool), dag);
                    var waiting =
                        CompletableFuture.supplyAsync(() -> server.runs().start(TestDags.run(dag)));
                    await().until(this::somebodyWaitsForALock);
                    return waiting;
                  });
    }
    assertThat(
            database
                .jdbc()
                .sql(
                    "SELECT v.number FROM run r JOIN dag_version v ON v.id = r.dag_version WHERE r.id = ?")
                .param(run.join())
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  private static void deploySecondVersion(JdbcClient jdbc, UUID dag) {
    jdbc.sql("UPDATE dag SET current_version = 2 WHERE id = ?").param(dag).update();
    jdbc.sql(
            """
            INSERT INTO dag_version (id, dag, number, definition, digest)
            SELECT gen_random_uuid(), dag, 2, definition, reverse(digest) FROM dag_version WHERE dag = ?
            """)
        .param(dag)
        .update();
  }

  private boolean somebodyWaitsForALock() {
    return database
        .jdbc()
        .sql(
            """
            SELECT EXISTS (SELECT 1 FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock')
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void runsOfOneDagAreNotMadeTogether() {
    UUID dag = dags.yaml(ONE_AT_A_TIME);
    assertThatThrownBy(() -> server.runs().start(List.of(TestDags.run(dag), TestDags.run(dag))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void runsThatAreMadeTogetherAreEachAsIfMadeAlone() {
    UUID limited = dags.yaml(ONE_AT_A_TIME);
    UUID before = server.runs().start(TestDags.run(limited));
    UUID typed = dags.yaml(WITH_PARAMETERS);
    UUID nothing = dags.yaml("dag: nothing\nsteps:\n  a: { noop: {} }\n");
    List<UUID> runs =
        server
            .runs()
            .start(
                List.of(
                    TestDags.run(limited),
                    TestDags.run(typed, Json.object().put("region", "ap")),
                    TestDags.run(nothing)));
    assertThat(stateOf(before)).isEqualTo(RunState.RUNNING);
    assertThat(runs)
        .extracting(this::stateOf)
        .containsExactly(RunState.QUEUED, RunState.RUNNING, RunState.SUCCEEDED);
    assertThat(runs)
        .extracting(this::eventKinds)
        .containsExactly(
            List.of("run_created"),
            List.of("run_created", "run_started", "step_ready"),
            List.of("run_created", "run_started", "step_ended", "run_ended"));
    assertThat(worker(2).claim())
        .extracting(grant -> grant.runParameters().path("region").asString())
        .containsExactlyInAnyOrder("", "ap");
  }

  private List<String> eventKinds(UUID run) {
    return server.reads().eventsAfter(run, 0, 100).stream().map(RunEvent::kind).toList();
  }

  @Test
  void anArchivedDagStartsNothing() {
    UUID dag = dags.yaml(ONE_AT_A_TIME);
    database.jdbc().sql("UPDATE dag SET archived_at = now()").update();
    assertThatThrownBy(() -> server.runs().start(TestDags.run(dag)))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("archived");
  }

  @Test
  void aRunWhoseTimeIsUpIsStopped() {
    UUID run =
        start(
            """
            dag: slow
            timeout: 1h
            steps:
              a: { notebook: a.ipynb }
            """);
    database.shiftClock(Duration.ofMinutes(61));
    server.sweep();
    assertThat(stateOf(run)).isEqualTo(RunState.TIMED_OUT);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.CANCELLED);
  }

  @Test
  void noMoreStepsAreAdmittedThanTheLimitAllows() {
    UUID run =
        start(
            """
            dag: narrow
            maxActiveSteps: 2
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: a.ipynb }
              c: { notebook: a.ipynb }
              d: { notebook: a.ipynb, priority: 3 }
            """);
    TestWorker worker = worker(4);
    List<Grant> grants = worker.claim();
    assertThat(grants).extracting(Grant::step).containsExactly("d", "a");
    assertThat(worker.claim()).isEmpty();
    worker.start(grants.getFirst());
    worker.succeed(grants.getFirst());
    assertThat(worker.claim()).extracting(Grant::step).containsExactly("b");
    assertThat(stateOf(run, "c")).isEqualTo(StepState.READY);
  }

  @Test
  void aPoolWithoutWorkersDoesNotStallTheOtherPoolsOfARun() {
    UUID run =
        start(
            """
            dag: stalled
            maxActiveSteps: 1
            steps:
              a: { notebook: a.ipynb, pool: nowhere, priority: 5 }
              b: { notebook: a.ipynb }
            """);
    TestWorker worker = worker(1);
    assertThat(worker.claim()).isEmpty();
    assertThat(queued(run, "a")).isEqualTo(1);
    database.shiftClock(Duration.ofSeconds(6));
    server.sweep();
    assertThat(queued(run, "a")).isZero();
    assertThat(worker.claim()).extracting(Grant::step).containsExactly("b");
  }

  @Test
  void aRunWhoseStepsAreTakenBackForNoneOfAnotherPoolKeepsAStepInTheQueue() {
    UUID run =
        start(
            """
            dag: stalled
            maxActiveSteps: 1
            steps:
              a: { notebook: a.ipynb, pool: nowhere, priority: 5 }
              b: { notebook: a.ipynb }
            """);
    database.shiftClock(Duration.ofSeconds(6));
    CompletableFuture<Integer> sweep;
    try (HikariDataSource pool = database.pool(1)) {
      sweep =
          new TransactionTemplate(new JdbcTransactionManager(pool))
              .execute(
                  status -> {
                    var jdbc = JdbcClient.create(pool);
                    jdbc.sql("SELECT run FROM run_progress WHERE run = ? FOR UPDATE")
                        .param(run)
                        .query()
                        .listOfRows();
                    var sweeping = CompletableFuture.supplyAsync(server::sweep);
                    await().until(this::somebodyWaitsForALock);
                    // What the sweep wants to make room for is gone when it gets the lock.
                    jdbc.sql("UPDATE step_run SET pool = 'nowhere' WHERE run = ? AND step = 'b'")
                        .param(run)
                        .update();
                    return sweeping;
                  });
    }
    sweep.join();
    assertThat(queued(run, "a") + queued(run, "b")).isEqualTo(1);
  }
}

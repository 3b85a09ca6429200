package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.AttemptBrief;
import dev.millrace.scheduler.store.UnreadableRows;
import dev.millrace.scheduler.why.StepReason;
import dev.millrace.scheduler.why.Whys;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A row that cannot be leased or read harms its own run, and nothing else waits for it. */
@Tag("slow")
class PoisonedStepsTest extends DispatchTest {
  private static final String ONE = "dag: one\nsteps:\n  a: { notebook: a.ipynb }\n";
  private static final String TWO =
      ONE + "  b: { notebook: b.ipynb, dependsOn: [a] }\n  c: { noop: {}, dependsOn: [b] }\n";

  @Test
  void theOtherStepsOfThePoolAreGrantedInTheSameCallAndTheStepFailsWithTheReason() {
    UUID sick = start(TWO);
    UUID first = start(ONE);
    UUID second = start(ONE);
    poison(sick, "a");
    TestWorker worker = worker(3);

    List<Grant> grants = worker.claim();

    assertThat(grants).extracting(Grant::run).containsExactly(first, second);
    assertThat(stateOf(sick, "a")).isEqualTo(StepState.FAILED);
    AttemptBrief attempt = step(sick, "a").attempts().getFirst();
    assertThat(attempt.state()).isEqualTo(AttemptState.FAILED);
    assertThat(attempt.cause()).isEqualTo(Cause.PLATFORM);
    assertThat(attempt.message())
        .startsWith("STEP_UNREADABLE: row " + rowOf(sick, "a"))
        .contains("unsupported Unicode escape sequence", "\\u0000 cannot be converted to text");
    assertThat(step(sick, "a").message()).isEqualTo(attempt.message());
    assertThat(step(sick, "a").platformRetries()).isZero();
    assertThat(stateOf(sick, "b")).isEqualTo(StepState.UPSTREAM_FAILED);
    assertThat(stateOf(sick)).isEqualTo(RunState.FAILED);
    assertThat(queued(sick, "a")).isZero();
    grants.forEach(worker::start);
    grants.forEach(worker::succeed);
    assertThat(stateOf(first)).isEqualTo(RunState.SUCCEEDED);
    assertThat(stateOf(second)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aWorkerWithOneSlotGetsTheStepBehindManyThatCannotBeLeased() {
    List<UUID> sick = List.of(start(ONE), start(ONE), start(ONE));
    sick.forEach(run -> poison(run, "a"));
    UUID sound = start(ONE);

    assertThat(worker(1).claim()).extracting(Grant::run).containsExactly(sound);

    assertThat(sick).allSatisfy(run -> assertThat(stateOf(run)).isEqualTo(RunState.FAILED));
    assertThat(worker(1).claim()).isEmpty();
  }

  @Test
  void anAttemptNumberThatIsTakenIsSuchARowToo() {
    UUID sick = start(ONE);
    TestWorker worker = worker(2);
    worker.complete(worker.startOne(), AttemptState.FAILED, "once");
    server.reruns().rerun(TestReruns.failed(sick));
    database.jdbc().sql("UPDATE step_queue SET number = 1").update();
    UUID sound = start(ONE);

    assertThat(worker.claim()).extracting(Grant::run).containsExactly(sound);

    assertThat(step(sick, "a").attempts()).hasSize(2);
    assertThat(stateOf(sick)).isEqualTo(RunState.FAILED);
  }

  @Test
  void aStepThatAnotherServerMarkedIsNotFreeAndTheSweepFailsIt() {
    UUID run = start(ONE);
    database.jdbc().sql("UPDATE step_queue SET poisoned = 'it threw'").update();

    assertThat(worker(1).claim()).isEmpty();
    assertThat(server.get(Whys.class).ofStep(run, "a").orElseThrow().held())
        .singleElement()
        .satisfies(
            held ->
                assertThat(held.reason())
                    .isEqualTo(new StepReason.Poisoned(rowOf(run, "a"), "it threw")));
    server.sweep();

    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(step(run, "a").message()).contains("it threw");
  }

  @Test
  void aCancelEndsARunWithAStepThatCannotBeLeased() {
    UUID run = start(ONE);
    database.jdbc().sql("UPDATE step_queue SET poisoned = 'it threw'").update();

    server.runs().cancel(run, "anna", null);

    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(server.sweep()).isZero();
  }

  @Test
  void aDefinitionThatCannotBeReadFromTheDatabaseQuarantinesItsRunAndTheCompletionIsKept() {
    UUID sick = start(TWO);
    UUID sound = start(TWO);
    TestWorker worker = worker(2);
    List<Grant> grants = worker.claim();
    grants.forEach(worker::start);
    try (var damage =
            UnreadableRows.of(
                database,
                "dag_version",
                "definition",
                "t.id = (SELECT dag_version FROM run WHERE id = '%s')".formatted(sick));
        TestServer next = TestServer.on(database)) {
      assertThat(damage).isNotNull();
      for (Grant grant : grants) {
        next.queue().complete(worker.session(), Ending.success(grant).report(), null);
      }
      assertThat(new TestWorker(next, "default", 2).claim())
          .extracting(Grant::run)
          .containsExactly(sound);
    }
    assertThat(stateOf(sick, "a")).isEqualTo(StepState.SUCCEEDED);
    assertQuarantined(sick, "invalid page in block 7");
    server.runs().cancel(sick, "anna", null);
    assertThat(stateOf(sick)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aDefinitionThatCannotBeReadAfterTheLeaseQuarantinesItsRunOnly() {
    UUID sick = start(ONE);
    UUID sound = start(ONE);
    try (var damage =
            UnreadableRows.of(
                database,
                "dag_version",
                "definition",
                "t.id = (SELECT dag_version FROM run WHERE id = '%s')".formatted(sick));
        TestServer next = TestServer.on(database)) {
      assertThat(damage).isNotNull();
      assertGrantedOnly(sound, new TestWorker(next, "default", 2));
    }
    assertQuarantined(sick, "invalid page in block 7");
  }

  @Test
  void aSecretThatCannotBeReadQuarantinesTheRunThatNeedsIt() {
    UUID sick = start("dag: s\nsteps:\n  a: { shell: 'true', secrets: { API_KEY: broken-key } }\n");
    UUID sound = start(ONE);
    database
        .jdbc()
        .sql(
            """
            INSERT INTO secret (id, version, project, name, ciphertext, key_id)
            SELECT gen_random_uuid(), 1, id, 'broken-key', '\\x00', 'k' FROM project
            """)
        .update();
    try (var damage =
        UnreadableRows.of(database, "secret", "ciphertext", "t.name = 'broken-key'")) {
      assertThat(damage).isNotNull();
      assertGrantedOnly(sound, worker(2));
    }
    assertQuarantined(sick, "a secret of step 'a' cannot be read: ERROR: invalid page in block 7");
  }

  @Test
  void anArtifactThatCannotBeReadQuarantinesTheRunThatNeedsItAndNotItsDag() {
    UUID dag =
        dags.yaml(
            """
            dag: files
            steps:
              a: { notebook: a.ipynb, artifacts: [data/*] }
              b: { notebook: b.ipynb, dependsOn: [a] }
            """);
    UUID sick = server.runs().start(TestDags.run(dag));
    TestWorker worker = worker(2);
    Grant a = worker.startOne();
    String digest = "0".repeat(64);
    database
        .jdbc()
        .sql("INSERT INTO blob (digest, size) VALUES (:digest, 3)")
        .param("digest", digest)
        .update();
    worker.complete(
        Ending.success(a).published(new PublishedArtifact("data/x.csv", digest, 3, "text/csv")));
    UUID sound = server.runs().start(TestDags.run(dag));
    try (var damage = UnreadableRows.of(database, "artifact", "size", "t.path = 'data/x.csv'")) {
      assertThat(damage).isNotNull();
      assertGrantedOnly(sound, worker);
    }
    assertQuarantined(sick, "an artifact for step 'b' cannot be read: ERROR: invalid page");
    assertThat(server.runs().start(TestDags.run(dag))).as("its Dag goes on").isNotNull();
  }

  @Test
  void aRightThatIsMissingForAWhileQuarantinesNothing() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    try (TestServer next = TestServer.on(database)) {
      try (var damage = UnreadableRows.forbidden(database, "dag_version", "definition", "true")) {
        assertThat(damage).isNotNull();
        assertThatThrownBy(
                () -> next.queue().complete(worker.session(), Ending.success(a).report(), null))
            .hasStackTraceContaining("permission denied");
      }
      assertThat(server.reads().run(run).orElseThrow().quarantine()).isNull();
      next.queue().complete(worker.session(), Ending.success(a).report(), null);
    }
    assertThat(stateOf(run, "b")).isEqualTo(StepState.READY);
  }

  @Test
  void aLeaseThatFailsForAnotherReasonIsTriedAgainAndTheStepsBehindItAreGranted() {
    UUID hindered = start(ONE);
    UUID sound = start(ONE);
    String condition = "t.run = '%s'".formatted(hindered);
    TestWorker worker = worker(1);
    try (var damage = UnreadableRows.forbidden(database, "step_run", "resolved", condition)) {
      assertThat(damage).isNotNull();
      assertThat(worker.claim()).extracting(Grant::run).containsExactly(sound);
      assertThat(worker(1).claim()).isEmpty();
    }
    assertThat(stateOf(hindered)).isEqualTo(RunState.RUNNING);
    Parallel.await("the lease to be tried again", () -> !worker(1).claim().isEmpty());
    assertThat(step(hindered, "a").attempts()).hasSize(1);
  }

  @Test
  void aGrantThatCannotBeMadeForAnotherReasonIsMadeLater() {
    UUID run = start("dag: s\nsteps:\n  a: { shell: 'true', secrets: { KEY: a-key } }\n");
    database
        .jdbc()
        .sql(
            """
            INSERT INTO secret (id, version, project, name, ciphertext, key_id)
            SELECT gen_random_uuid(), 1, id, 'a-key', '\\x00', 'k' FROM project
            """)
        .update();
    TestWorker worker = worker(1);
    try (var damage = UnreadableRows.forbidden(database, "secret", "ciphertext", "true")) {
      assertThat(damage).isNotNull();
      assertThat(worker.claim()).isEmpty();
    }
    worker.heartbeat(worker.lastClaim(), Set.of());
    assertThat(worker.claim()).extracting(Grant::run).containsExactly(run);
    assertThat(server.reads().run(run).orElseThrow().quarantine()).isNull();
  }

  private void assertGrantedOnly(UUID sound, TestWorker worker) {
    List<Grant> grants = worker.claim(2, Duration.ZERO);
    assertThat(grants).extracting(Grant::run).containsExactly(sound);
    worker.heartbeat(worker.lastClaim(), Set.of(grants.getFirst().attempt()));
    assertThat(
            database
                .jdbc()
                .sql("SELECT count(*) FROM step_queue WHERE epoch IS NOT NULL")
                .query(Integer.class)
                .single())
        .as("the lease that was not granted is given back")
        .isEqualTo(1);
  }

  private void assertQuarantined(UUID run, String reason) {
    assertThat(server.reads().run(run).orElseThrow().quarantine()).contains(reason);
    assertThat(eventsOf(run)).containsOnlyOnce("run_quarantined");
  }

  private static void poison(UUID run, String step) {
    database
        .jdbc()
        .sql(
            """
            UPDATE step_run SET resolved = '{"parameters": {"v": "AB\\u0000CD"}}'
             WHERE run = :run AND step = :step
            """)
        .param("run", run)
        .param("step", step)
        .update();
  }

  private static UUID rowOf(UUID run, String step) {
    return database
        .jdbc()
        .sql("SELECT id FROM step_run WHERE run = :run AND step = :step")
        .param("run", run)
        .param("step", step)
        .query(UUID.class)
        .single();
  }
}

package dev.millrace.scheduler.dispatch;

import static dev.millrace.scheduler.engine.AttemptState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class QueueTest extends DispatchTest {
  private static final String CHAIN =
      """
      dag: chain
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
      """;

  @Test
  void aRunGoesStepByStepToItsEnd() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(2);

    Grant a = worker.startOne();
    assertThat(a.step()).isEqualTo("a");
    assertThat(worker.claim()).isEmpty();
    worker.succeed(a);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.SUCCEEDED);

    Grant b = worker.startOne();
    assertThat(b.step()).isEqualTo("b");
    worker.succeed(b);

    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(eventsOf(run))
        .containsExactly(
            "run_created",
            "run_started",
            "step_ready",
            "step_started",
            "step_ended",
            "step_ready",
            "step_started",
            "step_ended",
            "run_ended");
  }

  @Test
  void reportsThatComeTogetherAreAnsweredEachForItselfAcrossRuns() {
    UUID first = start(CHAIN);
    UUID second = start(CHAIN);
    TestWorker worker = worker(3);
    Grant ofFirst = worker.startOne();
    Grant ofSecond = worker.claim().getFirst();
    assertThat(List.of(ofFirst.run(), ofSecond.run())).containsExactlyInAnyOrder(first, second);

    List<ReportAnswer> answers =
        server
            .queue()
            .report(
                worker.session(),
                List.of(
                    new Report.End(Ending.success(ofFirst).report(), worker.nextClaim(1)),
                    new Report.Start(ofSecond.attempt(), ofSecond.epoch()),
                    new Report.Start(UUID.randomUUID(), 1),
                    new Report.End(
                        Ending.of(ofSecond.attempt(), ofSecond.epoch() + 1, SUCCEEDED).report(),
                        null)));

    assertThat(answers.getFirst())
        .isInstanceOfSatisfying(
            ReportAnswer.Ended.class,
            ended ->
                assertThat(((CompletionAnswer.Accepted) ended.answer()).grants())
                    .extracting(Grant::step, Grant::run)
                    .containsExactly(tuple("b", ofFirst.run())));
    assertThat(answers.subList(1, 3))
        .containsExactly(
            new ReportAnswer.Started(StartAnswer.GO), new ReportAnswer.Started(StartAnswer.VOID));
    assertThat(answers.getLast())
        .isInstanceOfSatisfying(
            ReportAnswer.Failed.class,
            failed -> assertThat(failed.reason()).isInstanceOf(StaleEpochException.class));
    assertThat(stateOf(ofSecond.run(), "a")).isEqualTo(StepState.RUNNING);
  }

  @Test
  void aParkedClaimIsWokenByWorkThatAppears() {
    TestWorker worker = worker(1);
    UUID dag = dags.yaml(CHAIN);
    List<Object> results =
        Parallel.<Object>run(
            () -> worker.claim(1, Duration.ofSeconds(20)),
            () -> server.runs().start(TestDags.run(dag)));
    assertThat((List<?>) results.getFirst()).hasSize(1);
  }

  @Test
  void aParkedClaimThatWasGivenUpGetsNothing() {
    TestWorker leaving = worker(1);
    UUID dag = dags.yaml(CHAIN);
    List<Object> results =
        Parallel.<Object>run(
            () -> leaving.claim(1, Duration.ofSeconds(3)),
            () -> {
              leaving.heartbeat(1, Set.of());
              server.runs().start(TestDags.run(dag));
              return worker(1).startOne();
            });
    assertThat((List<?>) results.getFirst()).isEmpty();
    assertThat(((Grant) results.getLast()).step()).isEqualTo("a");
  }

  @Test
  void aClaimThatIsGivenUpWhileItIsAnsweredLosesItsGrantAtOnce() throws Exception {
    UUID run = start("dag: one\nsteps:\n  a: { notebook: a.ipynb }\n");
    TestWorker leaving = worker(1);
    List<Grant> granted;
    // The connection is closed first: what waits for its lock ends then, however this test does.
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = database.dataSource().getConnection()) {
      other.setAutoCommit(false);
      // The lease reads the run, and then waits here for as long as the test wants it to.
      lock(other);
      Future<List<Grant>> claim = tasks.submit(() -> leaving.claim());
      Parallel.await("the lease to wait for the lock", () -> blocked() == 1);
      Future<?> goodbye = tasks.submit(() -> leaving.heartbeat(1, Set.of()));
      Parallel.await("the heartbeat to wait or to end", () -> blocked() == 2 || goodbye.isDone());
      other.commit();
      granted = claim.get(60, TimeUnit.SECONDS);
      goodbye.get(60, TimeUnit.SECONDS);
    }
    assertThat(leased()).isZero();
    assertThat(granted)
        .allSatisfy(late -> assertThat(leaving.start(late)).isEqualTo(StartAnswer.VOID));
    server.sweep();
    assertThat(worker(1).startOne().run()).isEqualTo(run);
  }

  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE attempt IN SHARE ROW EXCLUSIVE MODE");
    }
  }

  private int blocked() {
    return database
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }

  @RepeatedTest(10)
  void aJoinStartsOnceWhenItsTwoParentsEndTogether() {
    UUID run =
        start(
            """
            dag: join
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: b.ipynb }
              join: { notebook: c.ipynb, dependsOn: [a, b] }
            """);
    try (TestServer other = TestServer.on(database)) {
      TestWorker first = worker(1);
      TestWorker second = new TestWorker(other, "default", 1);
      Grant a = first.startOne();
      Grant b = second.startOne();
      Parallel.run(() -> first.succeed(a), () -> second.succeed(b));
      assertThat(queued(run, "join")).isEqualTo(1);
      assertThat(stateOf(run, "join")).isEqualTo(StepState.READY);
    }
  }

  @Test
  void claimsOfEightClientsNeverExceedAPoolOfFour() {
    server.get(Fleet.class).putPool("default", 4);
    UUID run = start(wide(40));
    try (TestServer other = TestServer.on(database)) {
      List<Callable<Integer>> clients =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(
                  i -> {
                    var worker = new TestWorker(i % 2 == 0 ? server : other, "default", 4);
                    return (Callable<Integer>)
                        () -> {
                          int most = 0;
                          for (int round = 0; round < 10; round++) {
                            List<Grant> grants = worker.claim();
                            most = Math.max(most, leased());
                            grants.forEach(worker::start);
                            grants.forEach(worker::succeed);
                          }
                          return most;
                        };
                  })
              .toList();
      assertThat(Parallel.run(clients)).allSatisfy(most -> assertThat(most).isLessThanOrEqualTo(4));
      TestWorker last = worker(4);
      for (List<Grant> rest = last.claim(); !rest.isEmpty(); rest = last.claim()) {
        rest.forEach(last::start);
        rest.forEach(last::succeed);
      }
    }
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aStepThatNeedsMoreThanIsFreeGoesBeforeSmallerOnesBehindIt() {
    server.get(Fleet.class).putPool("default", 4);
    start(
        """
        dag: slots
        steps:
          first: { notebook: a.ipynb, slots: 2, priority: 3 }
          big: { notebook: a.ipynb, slots: 3, priority: 2 }
          small: { notebook: a.ipynb, priority: 1 }
        """);
    TestWorker worker = worker(4);
    List<Grant> grants = worker.claim();
    assertThat(grants).extracting(Grant::step).containsExactly("first");
    worker.start(grants.getFirst());
    worker.succeed(grants.getFirst());
    assertThat(worker.claim()).extracting(Grant::step).containsExactlyInAnyOrder("big", "small");
  }

  @Test
  void runsTakeTurns() {
    UUID one = start(wide(10));
    UUID two = start(wide(10));
    List<Grant> grants = worker(6).claim();
    assertThat(grants).filteredOn(g -> g.run().equals(one)).hasSize(3);
    assertThat(grants).filteredOn(g -> g.run().equals(two)).hasSize(3);
  }

  @Test
  void aStaleEpochIsRefusedAndChangesNothing() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    var stale = Ending.of(a.attempt(), a.epoch() - 1, SUCCEEDED).report();
    assertThatThrownBy(() -> worker.complete(stale)).isInstanceOf(StaleEpochException.class);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    assertThat(server.queue().start(worker.session(), a.attempt(), a.epoch() - 1))
        .isEqualTo(StartAnswer.VOID);
  }

  @Test
  void anotherWorkersAttemptCannotBeCompleted() {
    start(CHAIN);
    Grant a = worker(1).startOne();
    TestWorker thief = worker(1);
    assertThatThrownBy(() -> thief.succeed(a)).isInstanceOf(StaleEpochException.class);
  }

  @Test
  void aRepeatedCompletionGetsItsAnswerWithoutGrants() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    worker.succeed(a);
    CompletionAnswer again =
        server.queue().complete(worker.session(), Ending.success(a).report(), null);
    assertThat(again).isEqualTo(new CompletionAnswer.Accepted(List.of()));
    assertThat(queued(run, "b")).isEqualTo(1);
    assertThatThrownBy(() -> worker.complete(a, AttemptState.FAILED, "another story"))
        .isInstanceOf(StaleEpochException.class);
  }

  @Test
  void aCompletionWaitsForItsEvents() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    AttemptEvents events = server.get(AttemptEvents.class);
    events.append(worker.session(), a.attempt(), a.epoch(), List.of(event(1)));
    Completion completion = Ending.success(a).lastEvent(3).report();
    assertThat(worker.complete(completion)).isEqualTo(new CompletionAnswer.MissingEvents(2));
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    events.append(worker.session(), a.attempt(), a.epoch(), List.of(event(2), event(3)));
    assertThat(worker.complete(completion)).isInstanceOf(CompletionAnswer.Accepted.class);
  }

  @Test
  void startIsAnsweredTheSameAgain() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    assertThat(worker.start(a)).isEqualTo(StartAnswer.GO);
    assertThat(eventsOf(run)).containsOnlyOnce("step_started");
  }

  private int leased() {
    return database
        .jdbc()
        .sql("SELECT coalesce(sum(slots), 0) FROM step_queue WHERE epoch IS NOT NULL")
        .query(Integer.class)
        .single();
  }

  private static AttemptEvent event(long seq) {
    return new AttemptEvent(seq, "log", Instant.parse("2026-11-21T00:00:00Z"), Json.object());
  }

  private static String wide(int steps) {
    var yaml = new StringBuilder("dag: wide\nsteps:\n");
    for (int i = 0; i < steps; i++) {
      yaml.append("  s%d: { notebook: a.ipynb }%n".formatted(i));
    }
    return yaml.toString();
  }
}

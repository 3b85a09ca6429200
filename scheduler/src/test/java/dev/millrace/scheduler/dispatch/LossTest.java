package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.secret.AttemptSecrets;
import dev.millrace.scheduler.secret.SecretKeys;
import dev.millrace.scheduler.store.AttemptBrief;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
class LossTest extends DispatchTest {
  private static final String ONE =
      """
      dag: one
      steps:
        a: { notebook: a.ipynb }
      """;

  @Test
  void aGrantWhoseAnswerNeverArrivedIsGivenAgainOutsideAnyBudget() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant lost = worker.claim().getFirst();
    worker.heartbeat(worker.lastClaim(), Set.of());
    Grant again = worker.claim().getFirst();
    assertThat(again.number()).isEqualTo(2);
    assertThat(again.epoch()).isGreaterThan(lost.epoch());
    assertThat(step(run, "a").platformRetries()).isZero();
    assertThat(worker.start(lost)).isEqualTo(StartAnswer.VOID);
    assertThat(eventsOf(run)).contains("attempt_lost");
  }

  @Test
  void aGrantOfAnOpenClaimOrAListedOneIsKept() {
    start(ONE);
    TestWorker worker = worker(1);
    Grant grant = worker.claim().getFirst();
    worker.heartbeat(worker.lastClaim() - 1, Set.of());
    worker.heartbeat(worker.lastClaim(), Set.of(grant.attempt()));
    assertThat(worker.start(grant)).isEqualTo(StartAnswer.GO);
    worker.heartbeat(worker.lastClaim(), Set.of());
    assertThat(worker.succeed(grant)).isInstanceOf(CompletionAnswer.Accepted.class);
  }

  @Test
  void aRunningAttemptThatTwoHeartbeatsLeaveOutIsLostOnThePlatformsBudget() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant dropped = worker.startOne();

    worker.heartbeat(worker.lastClaim(), Set.of());
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    worker.heartbeat(worker.lastClaim(), Set.of());

    assertThat(stateOf(run, "a")).isEqualTo(StepState.READY);
    assertThat(step(run, "a").platformRetries()).isEqualTo(1);
    assertThat(step(run, "a").attempts().getFirst().message()).contains("does not hold it");
    assertThat(worker.heartbeat(worker.lastClaim(), Set.of(dropped.attempt())))
        .as("should it hold it all the same")
        .containsExactly(new WorkerCommand.Drop(dropped.attempt()));
    assertThat(worker.startOne().number()).isEqualTo(2);
  }

  @Test
  void anyServerTakesTheSecondHeartbeatThatLeavesAnAttemptOut() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    worker.startOne();
    worker.heartbeat(worker.lastClaim(), Set.of());
    try (TestServer other = TestServer.on(database)) {
      worker.heartbeatAt(other, worker.lastClaim(), Set.of());
    }
    assertThat(stateOf(run, "a")).isEqualTo(StepState.READY);
  }

  @Test
  void anAttemptThatIsListedInBetweenOrThatOnlyALateHeartbeatLeavesOutIsKept() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    long claim = worker.lastClaim();
    worker.heartbeat(claim, Set.of());
    worker.heartbeat(claim, Set.of(grant.attempt()));
    worker.heartbeat(claim, Set.of());
    // The same heartbeat again, as a proxy repeats it, an earlier one, and one without a number.
    worker.heartbeat(new Heartbeat(3L, claim, Set.of(), Map.of(), false, null, Duration.ZERO));
    worker.heartbeat(new Heartbeat(1L, claim, Set.of(), Map.of(), false, null, Duration.ZERO));
    worker.heartbeat(new Heartbeat(null, claim, Set.of(), Map.of(), false, null, Duration.ZERO));
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    assertThat(worker.succeed(grant)).isInstanceOf(CompletionAnswer.Accepted.class);
  }

  @Test
  void anAttemptOfAClaimThatIsNotSettledIsKeptHoweverOftenItIsLeftOut() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    worker.startOne();
    for (int i = 0; i < 3; i++) {
      worker.heartbeat(worker.lastClaim() - 1, Set.of());
    }
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
  }

  @Test
  void anAttemptWhoseEndItsWorkerCannotReportIsEndedWithTheReasonAndDropped() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    TestWorker stranger = worker(1);

    stranger.heartbeat(undeliverable(stranger, grant, "none of its business"));
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    List<WorkerCommand> commands =
        worker.heartbeat(undeliverable(worker, grant, "answered with 500\0"));

    assertThat(commands).containsExactly(new WorkerCommand.Drop(grant.attempt()));
    AttemptBrief attempt = step(run, "a").attempts().getFirst();
    assertThat(attempt.state()).isEqualTo(AttemptState.FAILED);
    assertThat(attempt.cause()).isEqualTo(Cause.PLATFORM);
    assertThat(attempt.message())
        .startsWith("COMPLETION_UNDELIVERABLE")
        .endsWith("answered with 500\u2400");
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RETRY_WAIT);
    assertThat(queued(run, "a")).isZero();
  }

  @Test
  void aCancelEndsAnAttemptWhoseEndCannotBeReported() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    server.runs().cancel(run, "anna", null);

    worker.heartbeat(undeliverable(worker, grant, "answered with 500"));

    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
  }

  private static Heartbeat undeliverable(TestWorker worker, Grant grant, String reason) {
    return new Heartbeat(
        1L,
        worker.lastClaim(),
        Set.of(grant.attempt()),
        Map.of(grant.attempt(), reason),
        false,
        null,
        Duration.ZERO);
  }

  @Test
  void aSilentWorkerLosesItsAttemptsWhenItsLeaseEndsAndTheStepIsTriedAgain() {
    UUID run = start(ONE);
    TestWorker silent = worker(1);
    Grant lost = silent.startOne();
    database.shiftClock(Duration.ofSeconds(80));
    server.sweep();
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);

    database.shiftClock(Duration.ofSeconds(95));
    server.sweep();
    assertThat(stateOf(run, "a")).isEqualTo(StepState.READY);
    assertThat(step(run, "a").platformRetries()).isEqualTo(1);
    assertThat(step(run, "a").userRetries()).isZero();
    assertThatThrownBy(() -> silent.succeed(lost)).isInstanceOf(StaleEpochException.class);
    assertThatThrownBy(() -> silent.heartbeat(1, Set.of(lost.attempt())))
        .isInstanceOf(SessionGoneException.class);
    assertThatThrownBy(silent::claim).isInstanceOf(SessionGoneException.class);

    TestWorker other = worker(1);
    other.succeed(other.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aHeartbeatKeepsTheAttempts() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    database.shiftClock(Duration.ofSeconds(80));
    worker.heartbeat(1, Set.of(grant.attempt()));
    database.shiftClock(Duration.ofSeconds(160));
    server.sweep();
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
  }

  @Test
  void aWorkerThatStartsAnewLosesItsOldAttemptsAtOnce() {
    UUID run = start(ONE);
    TestWorker before = worker(1);
    Grant lost = before.startOne();
    var after = new TestWorker(server, before.worker(), "default", 1);
    assertThat(after.opened().lostAttempts()).isEqualTo(1);
    assertThat(server.attempts().attempt(lost.attempt()).orElseThrow().brief().state())
        .isEqualTo(AttemptState.LOST);
    assertThat(after.startOne().number()).isEqualTo(2);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
  }

  @Test
  void aStepThatLosesItsWorkerFourTimesFails() {
    UUID run = start(ONE);
    UUID id = UUID.randomUUID();
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(new TestWorker(server, id, "default", 1).startOne().number()).isEqualTo(attempt);
    }
    new TestWorker(server, id, "default", 1);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.FAILED);
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(step(run, "a").platformRetries()).isEqualTo(3);
    assertThat(server.reads().run(run).orElseThrow().stateText()).startsWith("failed: a: worker w");
  }

  @Test
  void afterAnOutageNobodyIsExpiredForOneTimeToLive() {
    start(ONE);
    TestWorker worker = worker(1);
    worker.startOne();
    database.shiftClock(Duration.ofSeconds(95));
    var now = new AtomicLong();
    var pool = database.pool(2);
    var switchable = new SwitchableDataSource(pool);
    JdbcClient jdbc = JdbcClient.create(switchable);
    var core =
        new DispatchCore(
            jdbc,
            new TransactionTemplate(new JdbcTransactionManager(switchable)),
            new Definitions(jdbc),
            new AttemptSecrets(jdbc, SecretKeys.NONE),
            new Ids(),
            new Bell(),
            new Instruments(new SimpleMeterRegistry(), now::get));
    Sweeper sweeper = core.sweepers().getFirst();

    switchable.cut();
    assertThatThrownBy(sweeper::sweep).isInstanceOf(DataAccessException.class);
    switchable.mend();
    sweeper.sweep();
    assertThat(openSessions()).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(89).toNanos());
    sweeper.sweep();
    assertThat(openSessions()).isEqualTo(1);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    sweeper.sweep();
    assertThat(openSessions()).isZero();
    pool.close();
  }

  @Test
  void aStartedAttemptThatIsLostLeavesADocumentToFinishAndTakesLateEventsUntilThen() {
    start(ONE);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    new TestWorker(server, worker.worker(), "default", 1);
    AttemptDocuments documents = server.get(AttemptDocuments.class);
    AttemptEvents events = server.get(AttemptEvents.class);
    assertThat(documents.unfinished(10)).containsExactly(grant.attempt());

    var late = List.of(new AttemptEvent(1, "log", Instant.EPOCH, Json.object()));
    assertThat(events.append(worker.session(), grant.attempt(), grant.epoch(), late)).isEqualTo(1);
    documents.finish(grant.attempt(), null);
    assertThat(documents.unfinished(10)).isEmpty();
    assertThatThrownBy(() -> events.append(worker.session(), grant.attempt(), grant.epoch(), late))
        .isInstanceOf(StaleEpochException.class);
  }

  private int openSessions() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM worker_session WHERE ended_at IS NULL")
        .query(Integer.class)
        .single();
  }
}

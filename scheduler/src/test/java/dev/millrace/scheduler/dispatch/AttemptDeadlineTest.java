package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.AttemptBrief;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A worker that hangs while its heartbeats go on does not keep its attempt for ever. */
class AttemptDeadlineTest extends DispatchTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final String ONE =
      """
      dag: one
      steps:
        a: { notebook: a.ipynb, timeout: 10m }
      """;

  @Test
  void anAttemptIsTimedOutWhenItsTimeAndTheGraceAreOverAndItsWorkerIsToldToDropIt() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    enterUserCode(worker, a);

    hang(worker, a, TIMEOUT.plus(AttemptDeadlineSweeper.GRACE).minusSeconds(5));
    server.sweep();
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);

    hang(worker, a, TIMEOUT.plus(AttemptDeadlineSweeper.GRACE).plusSeconds(1));
    server.sweep();

    AttemptBrief attempt = step(run, "a").attempts().getFirst();
    assertThat(attempt.state()).isEqualTo(AttemptState.TIMED_OUT);
    assertThat(attempt.cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(attempt.message()).contains("600 s");
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(queued(run, "a")).isZero();
    assertThat(server.get(AttemptDocuments.class).unfinished(10)).containsExactly(a.attempt());
    assertThat(worker.heartbeat(1, Set.of(a.attempt())))
        .containsExactly(new WorkerCommand.Drop(a.attempt()));
    assertThatThrownBy(() -> worker.succeed(a)).isInstanceOf(StaleEpochException.class);
  }

  @Test
  void itIsRetriedOnTheUsersBudget() {
    UUID run = start(ONE.replace("timeout: 10m", "timeout: 10m, retries: 1"));
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    enterUserCode(worker, a);

    hang(worker, a, TIMEOUT.plus(AttemptDeadlineSweeper.GRACE).plusSeconds(1));
    server.sweep();

    assertThat(step(run, "a").userRetries()).isEqualTo(1);
    assertThat(step(run, "a").platformRetries()).isZero();
    assertThat(stateOf(run)).isEqualTo(RunState.RUNNING);
  }

  @Test
  void aWorkerThatStillPreparesHasTheTimeForThatAsWell() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();

    hang(worker, a, TIMEOUT.plus(AttemptDeadlineSweeper.GRACE).plusSeconds(1));
    server.sweep();
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);

    hang(
        worker,
        a,
        AttemptDeadlineSweeper.PREPARATION
            .plus(TIMEOUT)
            .plus(AttemptDeadlineSweeper.GRACE)
            .plusSeconds(1));
    server.sweep();
    assertThat(stateOf(run, "a")).isEqualTo(StepState.FAILED);
  }

  @Test
  void anAttemptWhoseWorkerDoesNotHeedACancelIsEndedAfterTheGraceAndDropped() {
    UUID run = start(ONE);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    server.runs().cancel(run, "anna", null);

    hang(worker, a, CancelDeadlineSweeper.GRACE.minusSeconds(5));
    server.sweep();
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLING);

    hang(worker, a, CancelDeadlineSweeper.GRACE.plusSeconds(1));
    server.sweep();

    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.CANCELLED);
    AttemptBrief attempt = step(run, "a").attempts().getFirst();
    assertThat(attempt.state()).isEqualTo(AttemptState.CANCELLED);
    assertThat(attempt.cause()).isNull();
    assertThat(attempt.message()).contains("its worker did not end it within 120 s");
    assertThat(worker.heartbeat(1, Set.of(a.attempt())))
        .containsExactly(new WorkerCommand.Drop(a.attempt()));
    assertThatThrownBy(() -> worker.succeed(a)).isInstanceOf(StaleEpochException.class);
  }

  /** Lets that much time pass since the beginning; the worker's heartbeat comes all the same. */
  private static void hang(TestWorker worker, Grant grant, Duration passed) {
    database.shiftClock(passed);
    worker.heartbeat(1, Set.of(grant.attempt()));
  }

  private static void enterUserCode(TestWorker worker, Grant grant) {
    var cells = new AttemptEvent(1, "phase", Instant.now(), Json.object().put("phase", "cells"));
    server
        .get(AttemptEvents.class)
        .append(worker.session(), grant.attempt(), grant.epoch(), List.of(cells));
  }
}

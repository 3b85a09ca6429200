package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CancelTest extends DispatchTest {
  private static final String TWO =
      """
      dag: two
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
      """;

  @Test
  void aRunThatNoWorkerHoldsIsCancelledAtOnce() {
    UUID run = start(TWO);
    assertThat(server.runs().cancel(run, "anna", "wrong file")).isTrue();
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.CANCELLED);
    assertThat(stateOf(run, "b")).isEqualTo(StepState.CANCELLED);
    assertThat(worker(1).claim()).isEmpty();
    assertThat(server.runs().cancel(run, "anna", null)).isFalse();
  }

  @Test
  void everyStepTellsWhoCancelledItAndWhy() {
    assertThat(messageOfTheCancelled("wrong file")).isEqualTo("cancelled by anna: wrong file");
    assertThat(messageOfTheCancelled(null)).isEqualTo("cancelled by anna");
    assertThat(messageOfTheCancelled(" ")).isEqualTo("cancelled by anna");
  }

  private @Nullable String messageOfTheCancelled(@Nullable String reason) {
    UUID run = start(TWO);
    server.runs().cancel(run, "anna", reason);
    return step(run, "a").message();
  }

  @Test
  void aQueuedRunIsCancelledWithoutStarting() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + TWO);
    server.runs().start(TestDags.run(dag));
    UUID second = server.runs().start(TestDags.run(dag));
    assertThat(stateOf(second)).isEqualTo(RunState.QUEUED);
    server.runs().cancel(second, "anna", null);
    assertThat(stateOf(second)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aLiveStepIsCancelledByItsWorkerAndTheAttemptKeepsItsTrueEnd() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    server.runs().cancel(run, "anna", "wrong file");
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLING);
    assertThat(stateOf(run, "b")).isEqualTo(StepState.CANCELLED);

    assertThat(worker.heartbeat(1, Set.of(a.attempt()), Duration.ofSeconds(10)))
        .containsExactly(new WorkerCommand.Cancel(a.attempt(), "cancelled by anna: wrong file"));
    worker.succeed(a);

    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.CANCELLED);
    assertThat(server.attempts().attempt(a.attempt()).orElseThrow().brief().state())
        .isEqualTo(AttemptState.SUCCEEDED);
  }

  @Test
  void aGrantThatHasNotStartedIsToldSo() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant a = worker.claim().getFirst();
    server.runs().cancel(run, "anna", null);
    assertThat(worker.start(a)).isEqualTo(StartAnswer.CANCELLED);
    worker.complete(a, AttemptState.CANCELLED, null);
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.CANCELLED);
  }

  @Test
  void aCancelWakesAParkedHeartbeatAndIsNotRepeatedAtOnce() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    List<Object> results =
        Parallel.<Object>run(
            () -> worker.heartbeat(1, Set.of(a.attempt()), Duration.ofSeconds(20)),
            () -> server.runs().cancel(run, "anna", null));
    assertThat((List<?>) results.getFirst()).hasSize(1);
    long before = System.nanoTime();
    assertThat(worker.heartbeat(1, Set.of(a.attempt()), Duration.ofMillis(300))).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void whatDoesNotExistCannotBeCancelled() {
    assertThatThrownBy(() -> server.runs().cancel(UUID.randomUUID(), "anna", null))
        .isInstanceOf(NoSuchRunException.class);
  }

  @RepeatedTest(15)
  void aCancelAndAClaimAtTheSameMomentLeaveNothingBehind() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    List<Object> results =
        Parallel.<Object>run(worker::claim, () -> server.runs().cancel(run, "anna", null));
    List<?> grants = (List<?>) results.getFirst();
    if (grants.isEmpty()) {
      assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    } else {
      Grant grant = (Grant) grants.getFirst();
      assertThat(worker.start(grant)).isEqualTo(StartAnswer.CANCELLED);
      worker.complete(grant, AttemptState.CANCELLED, null);
    }
    assertEndedAsCancelled(run);
  }

  @RepeatedTest(15)
  void aCancelAndACompletionAtTheSameMomentEndTheRunOnce() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    Parallel.<Object>run(() -> worker.succeed(a), () -> server.runs().cancel(run, "anna", null));
    assertEndedAsCancelled(run);
    assertThat(stateOf(run, "a")).isIn(StepState.SUCCEEDED, StepState.CANCELLED);
  }

  private void assertEndedAsCancelled(UUID run) {
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(stateOf(run, "b")).isEqualTo(StepState.CANCELLED);
    assertThat(eventsOf(run)).containsOnlyOnce("run_ended");
    assertThat(queued(run, "a") + queued(run, "b")).isZero();
  }
}

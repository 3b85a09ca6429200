package dev.millrace.scheduler.dispatch;

import static dev.millrace.scheduler.engine.AttemptState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryTest extends DispatchTest {
  private static final String FLAKY =
      """
      dag: flaky
      steps:
        a: { notebook: a.ipynb, retries: { user: 1, delay: 10s, jitter: false } }
      """;

  @Test
  void aFailedStepIsTriedAgainWhenItsDelayIsOver() {
    UUID run = start(FLAKY);
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), FAILED, "ValueError: no");
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RETRY_WAIT);
    assertThat(step(run, "a").message()).isEqualTo("ValueError: no");
    server.sweep();
    assertThat(worker.claim()).isEmpty();

    database.shiftClock(Duration.ofSeconds(11));
    server.sweep();
    Grant again = worker.startOne();
    assertThat(again.number()).isEqualTo(2);
    worker.succeed(again);
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(step(run, "a").userRetries()).isEqualTo(1);
    assertThat(step(run, "a").message()).isNull();
    assertThat(step(run, "a").attempts()).hasSize(2);
  }

  @Test
  void aStepWithoutRetriesLeftFailsItsRunWhichSaysWhy() {
    UUID run = start(FLAKY);
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), FAILED, "ValueError: no");
    database.shiftClock(Duration.ofSeconds(11));
    server.sweep();
    worker.complete(failure(worker.startOne(), Cause.USER, 4));
    assertThat(stateOf(run, "a")).isEqualTo(StepState.FAILED);
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(server.reads().run(run).orElseThrow().stateText())
        .isEqualTo("failed: a, cell 4: ValueError: no");
  }

  @Test
  void whatThePlatformBrokeDoesNotUseUpTheUsersRetries() {
    UUID run = start(FLAKY);
    TestWorker worker = worker(1);
    worker.complete(failure(worker.startOne(), Cause.PLATFORM, null));
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RETRY_WAIT);
    assertThat(step(run, "a").userRetries()).isZero();
    assertThat(step(run, "a").platformRetries()).isEqualTo(1);
  }

  private static Ending failure(Grant grant, Cause cause, @Nullable Integer cell) {
    return Ending.of(grant, FAILED).cause(cause).message("ValueError: no").failedCell(cell);
  }
}

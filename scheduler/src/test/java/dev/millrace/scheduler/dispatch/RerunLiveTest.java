package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.dispatch.RerunRefusedException.Reason;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reruns in runs that go on, against workers that have their steps. */
@Tag("slow")
class RerunLiveTest extends RerunScenario {
  @Test
  void stepsOfARunningRunGoAgainUnlessAWorkerHasThem() {
    UUID run =
        start(
            """
            dag: two
            steps:
              a: { notebook: a.ipynb, pool: x }
              b: { notebook: b.ipynb, pool: y }
              c: { notebook: c.ipynb, pool: x, dependsOn: [a] }
            """);
    TestWorker x = new TestWorker(server, "x", 1);
    x.complete(x.startOne(), AttemptState.FAILED, "no");
    TestWorker y = new TestWorker(server, "y", 1);
    Grant leased = y.claim().getFirst();

    assertRefused(TestReruns.from(run, "b"), Reason.STEPS_LIVE, "'b' is with a");
    y.start(leased);
    assertRefused(TestReruns.from(run, "b"), Reason.STEPS_LIVE, "'b' is running");
    assertThat(stateOf(run, "a")).isEqualTo(StepState.FAILED);

    server.reruns().rerun(TestReruns.failed(run));
    assertThat(stateOf(run, "b")).isEqualTo(StepState.RUNNING);
    x.succeed(x.startOne());
    x.succeed(x.startOne());
    y.succeed(leased);
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(eventsOf(run)).containsOnlyOnce("run_ended", "run_started");
  }

  @Test
  void aStepThatWasAboutToStartWaitsForItsReopenedUpstreamStepAgain() {
    UUID run =
        start(
            """
            dag: early
            steps:
              a: { notebook: a.ipynb, pool: x }
              b: { notebook: b.ipynb, pool: y }
              early: { notebook: e.ipynb, pool: z, dependsOn: [a, b], triggerRule: one_success }
            """);
    TestWorker x = new TestWorker(server, "x", 1);
    x.succeed(x.startOne());
    assertThat(queued(run, "early")).isEqualTo(1);

    server.reruns().rerun(TestReruns.from(run, "a"));
    assertThat(stateOf(run, "early")).isEqualTo(StepState.WAITING);
    assertThat(queued(run, "early")).isZero();
    x.succeed(x.startOne());
    assertThat(queued(run, "early")).isEqualTo(1);
  }

  @Test
  void aLateCompletionOfAnOldAttemptDoesNotEndAReopenedStep() {
    UUID run = start(CHAIN);
    TestWorker gone = worker(1);
    Grant old = gone.startOne();
    TestWorker back = new TestWorker(server, gone.worker(), "default", 1);
    for (int attempt = 0; attempt < 4 && stateOf(run, "a") != StepState.FAILED; attempt++) {
      back.complete(back.startOne(), AttemptState.FAILED, "no");
    }
    server.reruns().rerun(TestReruns.failed(run));
    Grant again = back.startOne();

    assertThatThrownBy(() -> gone.succeed(old)).isInstanceOf(StaleEpochException.class);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    back.succeed(again);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.SUCCEEDED);
  }

  @RepeatedTest(15)
  void aRerunAndAClaimAtTheSameMomentNeverStartAStepTwice() {
    UUID run =
        start(
            """
            dag: early
            steps:
              a: { notebook: a.ipynb, pool: x }
              b: { notebook: b.ipynb, pool: y, dependsOn: [a] }
            """);
    TestWorker x = new TestWorker(server, "x", 1);
    x.succeed(x.startOne());
    TestWorker y = new TestWorker(server, "y", 1);
    List<Object> results =
        Parallel.<Object>run(
            y::claim,
            () -> {
              try {
                return server.reruns().rerun(TestReruns.from(run, "a"));
              } catch (RerunRefusedException e) {
                return e.reason();
              }
            });
    boolean claimed = !((List<?>) results.getFirst()).isEmpty();
    assertThat(results.get(1) == Reason.STEPS_LIVE).isEqualTo(claimed);
    assertThat(queued(run, "b")).isEqualTo(claimed ? 1 : 0);
    assertThat(stateOf(run, "a")).isEqualTo(claimed ? StepState.SUCCEEDED : StepState.READY);
  }
}

package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers and workers that go in good order. */
@Tag("slow")
@Tag("long")
class DrainTest extends DispatchTest {
  private static final String TWO =
      """
      dag: two
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
      """;

  @Test
  void aServerThatStopsAnswersWhoWaitsAndAnotherOneGoesOnWithTheSameWorker() throws Exception {
    TestServer stopping = TestServer.on(database);
    var worker = new TestWorker(stopping, "default", 1);
    UUID run = start(TWO);
    Grant a = worker.startOne();
    var parked = new CountDownLatch(2);
    List<Object> answers =
        Parallel.run(
            List.of(
                () -> {
                  parked.countDown();
                  return worker.claim(1, Duration.ofMinutes(2));
                },
                () -> {
                  parked.countDown();
                  return worker.heartbeat(1, Set.of(a.attempt()), Duration.ofMinutes(2));
                },
                () -> {
                  parked.await();
                  stopping.get(Bell.class).end(); // what a server does first when it is closed
                  return List.of();
                }));
    assertThat(answers).allSatisfy(answer -> assertThat((List<?>) answer).isEmpty());
    stopping.close();

    worker.goTo(server);
    worker.heartbeat(worker.lastClaim(), Set.of(a.attempt()));
    worker.succeed(a);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aDrainedWorkerIsGivenNothingMoreAndWhatItHasEndsWell() {
    UUID run = start(TWO);
    TestWorker worker = worker(2);
    Grant a = worker.startOne();
    assertThat(server.sessions().drain(worker.worker())).isTrue();
    assertThat(worker.heartbeat(worker.lastClaim(), Set.of(a.attempt())))
        .containsExactly(new WorkerCommand.Drain());
    UUID other = start(TWO);
    assertThat(worker.claim()).isEmpty();
    CompletionAnswer answer =
        server.queue().complete(worker.session(), Ending.success(a).report(), worker.nextClaim(1));
    assertThat(answer).isEqualTo(new CompletionAnswer.Accepted(List.of()));
    assertThat(stateOf(run, "a")).isEqualTo(StepState.SUCCEEDED);
    assertThat(worker(4).claim()).extracting(Grant::run).containsExactlyInAnyOrder(run, other);
  }

  @Test
  void aDrainThatComesWhileAClaimIsParkedLeavesItEmpty() {
    TestWorker worker = worker(1);
    UUID dag = dags.yaml(TWO);
    List<Object> answers =
        Parallel.run(
            List.of(
                () -> worker.claim(1, Duration.ofSeconds(2)),
                () -> {
                  server.sessions().drain(worker.worker());
                  return server.runs().start(TestDags.run(dag));
                }));
    assertThat((List<?>) answers.getFirst()).isEmpty();
  }

  @Test
  void aWorkerThatSaysGoodbyeLeavesItsStepsToOthersAtOnce() {
    start(TWO);
    TestWorker leaving = worker(1);
    Grant left = leaving.startOne();
    server.sessions().close(leaving.session());
    Grant again = worker(1).startOne();
    assertThat(again.step()).isEqualTo(left.step());
    assertThat(again.number()).isEqualTo(2);
  }
}

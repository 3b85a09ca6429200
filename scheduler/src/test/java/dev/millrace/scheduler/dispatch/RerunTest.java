package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.scheduler.dispatch.NewRerun.Version;
import dev.millrace.scheduler.dispatch.RerunRefusedException.Reason;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Reopening.Only;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.StepEndRecord;
import dev.millrace.scheduler.store.StepRecord;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which steps go again, what they are given, and what stays readable of before. */
@Tag("slow")
class RerunTest extends RerunScenario {
  @Test
  void failedStepsAndWhatIsBehindThemGoAgainAndTheRunSucceeds() {
    UUID run = failedAtB();
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);

    Rerun rerun = server.reruns().rerun(TestReruns.failed(run));

    assertThat(rerun.number()).isEqualTo(1);
    assertThat(rerun.touched())
        .extracting(ReopenedStep::step, ReopenedStep::state)
        .containsExactly(tuple("b", StepState.FAILED), tuple("c", StepState.UPSTREAM_FAILED));
    assertThat(stateOf(run)).isEqualTo(RunState.RUNNING);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.SUCCEEDED);
    assertThat(stateOf(run, "b")).isEqualTo(StepState.READY);
    assertThat(stateOf(run, "c")).isEqualTo(StepState.WAITING);

    TestWorker worker = worker(1);
    Grant again = worker.startOne();
    assertThat(again.step()).isEqualTo("b");
    assertThat(again.number()).isEqualTo(2);
    worker.succeed(again);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(server.reads().run(run).orElseThrow().rerun()).isEqualTo(1);
  }

  @Test
  void whatStepsWereBeforeStaysReadable() {
    UUID run = failedAtB();
    UUID firstTry = step(run, "b").attempts().getFirst().id();
    server.reruns().rerun(TestReruns.failed(run));
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "again");
    server.reruns().rerun(TestReruns.failed(run));

    StepRecord b = step(run, "b");
    assertThat(b.rerun()).isEqualTo(2);
    assertThat(b.ends())
        .extracting(StepEndRecord::rerun, StepEndRecord::state, StepEndRecord::message)
        .containsExactly(tuple(0, StepState.FAILED, "first"), tuple(1, StepState.FAILED, "again"));
    assertThat(b.ends().getFirst().attempt()).isEqualTo(firstTry);
    assertThat(b.attempts()).hasSize(2);
    assertThat(step(run, "c").ends())
        .extracting(StepEndRecord::state, StepEndRecord::attempt)
        .containsOnly(tuple(StepState.UPSTREAM_FAILED, null));
    assertThat(step(run, "a").ends()).isEmpty();
    assertThat(
            database
                .jdbc()
                .sql("SELECT run_state || ' ' || steps FROM rerun WHERE run = :run ORDER BY number")
                .param("run", run)
                .query(String.class)
                .list())
        .containsExactly("failed [\"b\",\"c\"]", "failed [\"b\",\"c\"]");
  }

  @Test
  void aPreviewNamesEveryStepItWouldTouchAndChangesNothing() {
    UUID run = failedAtB();
    List<String> before = eventsOf(run);
    Rerun preview = server.reruns().preview(TestReruns.failed(run));
    assertThat(preview.touched()).extracting(ReopenedStep::step).containsExactly("b", "c");
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(stateOf(run, "b")).isEqualTo(StepState.FAILED);
    assertThat(eventsOf(run)).isEqualTo(before);
    assertThat(server.reruns().rerun(TestReruns.failed(run))).isEqualTo(preview);
  }

  @Test
  void chosenStepsGoAgainWithWhatComesBeforeAndBehindThemAsAsked() {
    UUID run = failedAtB();
    assertThat(touched(TestReruns.selected(run, List.of("b"), false, false))).containsExactly("b");
    assertThat(touched(TestReruns.selected(run, List.of("b"), true, false)))
        .containsExactly("a", "b");
    assertThat(touched(TestReruns.from(run, "a"))).containsExactly("a", "b", "c");
    assertThat(
            touched(
                new NewRerun(
                    run, Only.FAILED, List.of("a", "c"), false, true, Version.ORIGINAL, "t", null)))
        .containsExactly("c");
  }

  @Test
  void aCancelledRunGoesOnWhereItWasAndItsStepsHaveFreshBudgets() {
    UUID run =
        start(
            """
            dag: retried
            steps:
              a: { notebook: a.ipynb, retries: { user: 1, delay: 1h } }
              b: { notebook: b.ipynb, dependsOn: [a] }
            """);
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "once");
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RETRY_WAIT);
    server.runs().cancel(run, "anna", null);
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);

    server.reruns().rerun(TestReruns.failed(run));
    assertThat(step(run, "a").userRetries()).isZero();
    worker.complete(worker.startOne(), AttemptState.FAILED, "twice");
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RETRY_WAIT);
    assertThat(server.reads().run(run).orElseThrow().cancelRequestedAt()).isNull();
  }

  @Test
  void aRetryThatWaitsGoesAtOnceWhenItsStepIsRerun() {
    UUID run =
        start(
            """
            dag: retried
            steps:
              a: { notebook: a.ipynb, retries: { user: 1, delay: 1h } }
            """);
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "once");
    server.reruns().rerun(TestReruns.from(run, "a"));
    assertThat(stateOf(run)).isEqualTo(RunState.RUNNING);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void anEndedRunIsQueuedWhenItsDagsLimitIsReachedAndStartsWhenThereIsRoom() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + CHAIN);
    UUID first = server.runs().start(TestDags.run(dag));
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "no");
    UUID second = server.runs().start(TestDags.run(dag));

    server.reruns().rerun(TestReruns.failed(first));
    assertThat(stateOf(first)).isEqualTo(RunState.QUEUED);
    assertThat(stateOf(first, "a")).isEqualTo(StepState.WAITING);
    server.runs().cancel(second, "anna", null);
    server.sweep();
    assertThat(stateOf(first)).isEqualTo(RunState.RUNNING);
    for (int step = 0; step < 3; step++) {
      worker.succeed(worker.startOne());
    }
    assertThat(stateOf(first)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aBranchThatIsNotRerunIsRememberedAndOneThatIsDecidesAgain() {
    UUID run =
        start(
            """
            dag: forked
            steps:
              choose: { branch: { notebook: choose.ipynb } }
              left: { notebook: l.ipynb, dependsOn: [choose] }
              right: { notebook: r.ipynb, dependsOn: [choose] }
            """);
    TestWorker worker = worker(1);
    choose(worker, "left");
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);

    server.reruns().rerun(TestReruns.from(run, "right"));
    assertThat(stateOf(run, "right")).isEqualTo(StepState.SKIPPED);
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);

    server.reruns().rerun(TestReruns.from(run, "choose"));
    choose(worker, "right");
    assertThat(stateOf(run, "left")).isEqualTo(StepState.SKIPPED);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(step(run, "choose").ends().getFirst().branchChoice()).containsExactly("left");
  }

  @Test
  void whatCannotBeRerunIsRefusedWithItsReason() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + CHAIN);
    UUID running = server.runs().start(TestDags.run(dag));
    UUID queued = server.runs().start(TestDags.run(dag));
    assertRefused(TestReruns.failed(queued), Reason.RUN_NOT_OPEN, "has not started");
    assertRefused(TestReruns.failed(running), Reason.NOTHING_TO_RERUN, "failed");
    assertRefused(TestReruns.from(running, "z"), Reason.STEP_UNKNOWN, "'z'");
    TestWorker worker = worker(1);
    worker.startOne();
    server.runs().cancel(running, "anna", null);
    assertRefused(TestReruns.failed(running), Reason.RUN_NOT_OPEN, "being stopped");
    UUID none = UUID.randomUUID();
    assertThatThrownBy(() -> server.reruns().rerun(TestReruns.failed(none)))
        .isInstanceOf(NoSuchRunException.class);
  }

  @Test
  void aStepIsGivenTheFilesOfItsUpstreamStepsNewestGo() {
    UUID run =
        start(
            """
            dag: files
            steps:
              a: { notebook: a.ipynb, artifacts: [out.csv] }
              b: { notebook: b.ipynb, dependsOn: [a] }
            """);
    TestWorker worker = worker(1);
    publish(worker, worker.startOne(), "1".repeat(64));
    worker.complete(worker.startOne(), AttemptState.FAILED, "no");
    server.reruns().rerun(TestReruns.from(run, "a"));
    publish(worker, worker.startOne(), "2".repeat(64));
    assertThat(worker.startOne().artifacts())
        .extracting(InputArtifact::digest)
        .containsExactly("2".repeat(64));
  }

  private Stream<String> touched(NewRerun wanted) {
    return server.reruns().preview(wanted).touched().stream().map(ReopenedStep::step);
  }

  private static void choose(TestWorker worker, String next) {
    worker.complete(Ending.success(worker.startOne()).next(next));
  }

  private void publish(TestWorker worker, Grant grant, String digest) {
    database
        .jdbc()
        .sql("INSERT INTO blob (digest, store, size) VALUES (:digest, 'postgres', 1)")
        .param("digest", digest)
        .update();
    worker.complete(
        Ending.success(grant).published(new PublishedArtifact("out.csv", digest, 1, null)));
  }
}

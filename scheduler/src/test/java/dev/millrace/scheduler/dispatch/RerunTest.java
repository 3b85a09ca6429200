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
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.StepEndRecord;
import dev.millrace.scheduler.store.StepRecord;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RerunTest extends DispatchTest {
  private static final String CHAIN =
      """
      dag: chain
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
        c: { notebook: c.ipynb, dependsOn: [b] }
      """;

  @Test
  void failedStepsAndWhatIsBehindThemGoAgainAndTheRunSucceeds() {
    UUID run = failedAtB();
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);

    Rerun rerun = server.reruns().rerun(failed(run));

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
    server.reruns().rerun(failed(run));
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "again");
    server.reruns().rerun(failed(run));

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
    Rerun preview = server.reruns().preview(failed(run));
    assertThat(preview.touched()).extracting(ReopenedStep::step).containsExactly("b", "c");
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(stateOf(run, "b")).isEqualTo(StepState.FAILED);
    assertThat(eventsOf(run)).isEqualTo(before);
    assertThat(server.reruns().rerun(failed(run))).isEqualTo(preview);
  }

  @Test
  void chosenStepsGoAgainWithWhatComesBeforeAndBehindThemAsAsked() {
    UUID run = failedAtB();
    assertThat(touched(selected(run, List.of("b"), false, false))).containsExactly("b");
    assertThat(touched(selected(run, List.of("b"), true, false))).containsExactly("a", "b");
    assertThat(touched(selected(run, List.of("a"), false, true))).containsExactly("a", "b", "c");
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

    server.reruns().rerun(failed(run));
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
    server.reruns().rerun(selected(run, List.of("a"), false, true));
    assertThat(stateOf(run)).isEqualTo(RunState.RUNNING);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

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

    assertRefused(selected(run, List.of("b"), false, true), Reason.STEPS_LIVE, "'b' is with a");
    y.start(leased);
    assertRefused(selected(run, List.of("b"), false, true), Reason.STEPS_LIVE, "'b' is running");
    assertThat(stateOf(run, "a")).isEqualTo(StepState.FAILED);

    server.reruns().rerun(failed(run));
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

    server.reruns().rerun(selected(run, List.of("a"), false, true));
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
    server.reruns().rerun(failed(run));
    Grant again = back.startOne();

    assertThatThrownBy(() -> gone.succeed(old)).isInstanceOf(StaleEpochException.class);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.RUNNING);
    back.succeed(again);
    assertThat(stateOf(run, "a")).isEqualTo(StepState.SUCCEEDED);
  }

  @Test
  void anEndedRunIsQueuedWhenItsDagsLimitIsReachedAndStartsWhenThereIsRoom() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + CHAIN);
    UUID first = server.runs().start(TestDags.run(dag));
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "no");
    UUID second = server.runs().start(TestDags.run(dag));

    server.reruns().rerun(failed(first));
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

    server.reruns().rerun(selected(run, List.of("right"), false, true));
    assertThat(stateOf(run, "right")).isEqualTo(StepState.SKIPPED);
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);

    server.reruns().rerun(selected(run, List.of("choose"), false, true));
    choose(worker, "right");
    assertThat(stateOf(run, "left")).isEqualTo(StepState.SKIPPED);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(step(run, "choose").ends().getFirst().branchChoice()).containsExactly("left");
  }

  @Test
  void theLatestVersionAndFilesAreForTheReopenedStepsOnly() {
    dags.deploy("a".repeat(64));
    UUID dag = dags.yaml(CHAIN);
    UUID run = server.runs().start(TestDags.run(dag));
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    worker.complete(worker.startOne(), AttemptState.FAILED, "bug");
    dags.newVersion(
        dag,
        """
        dag: chain
        parameters:
          added: { type: integer, default: 7 }
        steps:
          a: { notebook: a2.ipynb }
          b: { notebook: b2.ipynb, dependsOn: [a], pool: other, parameters: { n: "${{ parameters.added }}" } }
          c: { notebook: c2.ipynb, dependsOn: [b], pool: other }
          more: { notebook: d.ipynb, dependsOn: [c] }
        """);
    dags.deploy("b".repeat(64));

    server.reruns().rerun(latest(run));
    TestWorker other = new TestWorker(server, "other", 1);
    Grant b = other.startOne();
    assertThat(b.dagVersion()).isEqualTo(2);
    assertThat(b.snapshot()).isEqualTo("b".repeat(64));
    assertThat(b.parameters()).isEqualTo(Json.object().put("n", 7));
    assertThat(b.runParameters()).isEqualTo(Json.object().put("added", 7));
    other.complete(b, AttemptState.FAILED, "still");

    server.reruns().rerun(failed(run));
    Grant original = worker.startOne();
    assertThat(original.dagVersion()).isEqualTo(1);
    assertThat(original.snapshot()).isEqualTo("a".repeat(64));
    assertThat(original.parameters()).isEqualTo(Json.object());
    worker.succeed(original);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aLatestVersionWithOtherEdgesIsRefusedWithTheDifferenceOnlyIfItTouchesTheRunsSteps() {
    UUID dag = dags.yaml(CHAIN);
    UUID run = server.runs().start(TestDags.run(dag));
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    worker.complete(worker.startOne(), AttemptState.FAILED, "bug");
    dags.newVersion(
        dag,
        """
        dag: chain
        steps:
          a: { notebook: a.ipynb }
          b: { notebook: b.ipynb }
          between: { notebook: x.ipynb, dependsOn: [b] }
          c: { notebook: c.ipynb, dependsOn: [between, a] }
        """);
    assertThatThrownBy(() -> server.reruns().preview(latest(run)))
        .isInstanceOfSatisfying(
            RerunRefusedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.EDGES_DIFFER);
              assertThat(e.details())
                  .containsExactly(
                      "'b' does not depend on 'a' any more",
                      "'c' does not depend on 'b' any more",
                      "'c' now depends on 'a'",
                      "'c' now depends on 'between', a step that this run does not have");
            });
  }

  @Test
  void whatCannotBeRerunIsRefusedWithItsReason() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + CHAIN);
    UUID running = server.runs().start(TestDags.run(dag));
    UUID queued = server.runs().start(TestDags.run(dag));
    assertRefused(failed(queued), Reason.RUN_NOT_OPEN, "has not started");
    assertRefused(failed(running), Reason.NOTHING_TO_RERUN, "failed");
    assertRefused(selected(running, List.of("z"), false, true), Reason.STEP_UNKNOWN, "'z'");
    TestWorker worker = worker(1);
    worker.startOne();
    server.runs().cancel(running, "anna", null);
    assertRefused(failed(running), Reason.RUN_NOT_OPEN, "being stopped");
    UUID none = UUID.randomUUID();
    assertThatThrownBy(() -> server.reruns().rerun(failed(none)))
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
    server.reruns().rerun(selected(run, List.of("a"), false, true));
    publish(worker, worker.startOne(), "2".repeat(64));
    assertThat(worker.startOne().artifacts())
        .extracting(InputArtifact::digest)
        .containsExactly("2".repeat(64));
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
                return server.reruns().rerun(selected(run, List.of("a"), false, true));
              } catch (RerunRefusedException e) {
                return e.reason();
              }
            });
    boolean claimed = !((List<?>) results.getFirst()).isEmpty();
    assertThat(results.get(1) == Reason.STEPS_LIVE).isEqualTo(claimed);
    assertThat(queued(run, "b")).isEqualTo(claimed ? 1 : 0);
    assertThat(stateOf(run, "a")).isEqualTo(claimed ? StepState.SUCCEEDED : StepState.READY);
  }

  private UUID failedAtB() {
    UUID run = start(CHAIN);
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    worker.complete(worker.startOne(), AttemptState.FAILED, "first");
    return run;
  }

  private static NewRerun failed(UUID run) {
    return new NewRerun(run, Only.FAILED, List.of(), false, true, Version.ORIGINAL, "test", null);
  }

  private static NewRerun latest(UUID run) {
    return new NewRerun(run, Only.FAILED, List.of(), false, true, Version.LATEST, "test", "fixed");
  }

  private static NewRerun selected(
      UUID run, List<String> steps, boolean upstream, boolean downstream) {
    return new NewRerun(
        run, Only.SELECTED, steps, upstream, downstream, Version.ORIGINAL, "test", null);
  }

  private Stream<String> touched(NewRerun wanted) {
    return server.reruns().preview(wanted).touched().stream().map(ReopenedStep::step);
  }

  private void assertRefused(NewRerun wanted, Reason reason, String words) {
    for (boolean preview : Set.of(true, false)) {
      assertThatThrownBy(
              () -> {
                if (preview) {
                  server.reruns().preview(wanted);
                } else {
                  server.reruns().rerun(wanted);
                }
              })
          .hasMessageContaining(words)
          .isInstanceOfSatisfying(
              RerunRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }

  private static void choose(TestWorker worker, String next) {
    Grant grant = worker.startOne();
    worker.complete(
        new Completion(
            grant.attempt(),
            grant.epoch(),
            AttemptState.SUCCEEDED,
            null,
            null,
            null,
            Json.object(),
            List.of(next),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            0));
  }

  private void publish(TestWorker worker, Grant grant, String digest) {
    database
        .jdbc()
        .sql("INSERT INTO blob (digest, store, size) VALUES (:digest, 'postgres', 1)")
        .param("digest", digest)
        .update();
    worker.complete(
        new Completion(
            grant.attempt(),
            grant.epoch(),
            AttemptState.SUCCEEDED,
            null,
            null,
            null,
            Json.object(),
            null,
            List.of(),
            List.of(new PublishedArtifact("out.csv", digest, 1, null)),
            null,
            null,
            null,
            null,
            0));
  }
}

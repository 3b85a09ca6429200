package dev.millrace.scheduler.dispatch;

import static dev.millrace.scheduler.engine.AttemptState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.Json;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine decides, carried out in the database. */
@Tag("slow")
class DecisionsTest extends DispatchTest {
  @Test
  void aBranchByExpressionIsDecidedWithoutAWorkerAndSkipsTheOtherPath() {
    UUID dag =
        dags.yaml(
            """
            dag: branchy
            parameters:
              tune: { type: boolean, default: false }
            steps:
              choose:
                branch:
                  - { when: parameters.tune, to: [tune] }
                  - { otherwise: [train] }
              tune: { notebook: a.ipynb, dependsOn: [choose] }
              train: { notebook: a.ipynb, dependsOn: [choose] }
              join: { noop: true, dependsOn: [tune, train], triggerRule: none_failed_min_one_success }
            """);
    UUID run = server.runs().start(TestDags.run(dag, Json.object().put("tune", true)));
    assertThat(stateOf(run, "choose")).isEqualTo(StepState.SUCCEEDED);
    assertThat(step(run, "choose").branchChoice()).containsExactly("tune");
    assertThat(stateOf(run, "train")).isEqualTo(StepState.SKIPPED);
    assertThat(step(run, "train").message()).isEqualTo("'choose' did not choose it");
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run, "join")).isEqualTo(StepState.SUCCEEDED);
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aBranchNotebookChoosesByWhatItReports() {
    UUID run =
        start(
            """
            dag: branchy
            steps:
              choose: { branch: { notebook: a.ipynb } }
              left: { notebook: a.ipynb, dependsOn: [choose] }
              right: { notebook: a.ipynb, dependsOn: [choose] }
            """);
    TestWorker worker = worker(1);
    worker.complete(Ending.success(worker.startOne()).next("left"));
    assertThat(stateOf(run, "left")).isEqualTo(StepState.READY);
    assertThat(stateOf(run, "right")).isEqualTo(StepState.SKIPPED);
    assertThat(step(run, "choose").branchChoice()).containsExactly("left");
  }

  @Test
  void aBranchNotebookThatChoosesWhatDoesNotExistFails() {
    UUID run =
        start(
            """
            dag: branchy
            steps:
              choose: { branch: { notebook: a.ipynb } }
              left: { notebook: a.ipynb, dependsOn: [choose] }
            """);
    TestWorker worker = worker(1);
    worker.complete(Ending.success(worker.startOne()).next("lft"));
    assertThat(stateOf(run, "choose")).isEqualTo(StepState.FAILED);
    assertThat(step(run, "choose").message()).contains("lft");
    assertThat(stateOf(run, "left")).isEqualTo(StepState.UPSTREAM_FAILED);
  }

  @Test
  void outputsReachTheParametersOfStepsBehind() {
    start(
        """
        dag: values
        steps:
          a: { notebook: a.ipynb }
          b:
            notebook: b.ipynb
            dependsOn: [a]
            parameters: { model: "${{ steps.a.outputs.model }}" }
            env: { RMSE: "${{ steps.a.outputs.rmse }}" }
        """);
    TestWorker worker = worker(1);
    worker.complete(
        Ending.success(worker.startOne())
            .outputs(Json.object().put("model", "m1").put("rmse", 0.5)));
    Grant b = worker.startOne();
    assertThat(b.parameters()).isEqualTo(Json.object().put("model", "m1"));
    assertThat(b.env()).containsEntry("RMSE", "0.5");
    AttemptRecord attempt = server.attempts().attempt(b.attempt()).orElseThrow();
    assertThat(attempt.parameters()).isEqualTo(b.parameters());
  }

  @Test
  void anAbsentOutputFailsItsStepAndNothingElse() {
    UUID run =
        start(
            """
            dag: values
            steps:
              a: { notebook: a.ipynb }
              b:
                notebook: b.ipynb
                dependsOn: [a]
                parameters: { model: "${{ steps.a.outputs.model }}" }
              c: { notebook: c.ipynb, dependsOn: [a] }
            """);
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run, "b")).isEqualTo(StepState.FAILED);
    assertThat(step(run, "b").message()).contains("model");
    assertThat(step(run, "b").attempts()).isEmpty();
    assertThat(stateOf(run, "c")).isEqualTo(StepState.READY);
  }

  @Test
  void aFailureEndsWhatDependsOnItAndTheRunWhenTheRestIsDone() {
    UUID run =
        start(
            """
            dag: failing
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: b.ipynb, dependsOn: [a] }
              c: { notebook: c.ipynb }
            """);
    TestWorker worker = worker(2);
    List<Grant> grants = worker.claim();
    grants.forEach(worker::start);
    worker.complete(grants.get(0), FAILED, "no");
    assertThat(stateOf(run)).isEqualTo(RunState.RUNNING);
    worker.succeed(grants.get(1));
    assertThat(stateOf(run, "b")).isEqualTo(StepState.UPSTREAM_FAILED);
    assertThat(stateOf(run)).isEqualTo(RunState.FAILED);
    assertThat(server.reads().run(run).orElseThrow().counts().of(StepState.UPSTREAM_FAILED))
        .isEqualTo(1);
  }

  @Test
  void filesOfAllStepsBeforeReachTheGrantAndWhatWasUsedIsRecorded() {
    String digest = "a".repeat(64);
    database
        .jdbc()
        .sql("INSERT INTO blob (digest, size) VALUES (:digest, 3)")
        .param("digest", digest)
        .update();
    start(
        """
        dag: files
        steps:
          a: { notebook: a.ipynb, artifacts: [data/*] }
          b: { notebook: b.ipynb, dependsOn: [a] }
          c: { notebook: c.ipynb, dependsOn: [b] }
        """);
    TestWorker worker = worker(1);
    Grant a = worker.startOne();
    worker.complete(
        Ending.success(a).published(new PublishedArtifact("data/x.csv", digest, 3, "text/csv")));
    worker.succeed(worker.startOne());
    Grant c = worker.startOne();
    assertThat(c.artifacts())
        .containsExactly(new InputArtifact("data/x.csv", digest, 3, "a", a.attempt()));
    worker.complete(Ending.success(c).used(new UsedInput("data/x.csv", digest, "a")));
    assertThat(server.attempts().attempt(c.attempt()).orElseThrow().inputs())
        .containsExactly(new AttemptRecord.Input("data/x.csv", digest, "a"));
    assertThat(server.attempts().artifacts(a.attempt())).hasSize(1);
  }
}

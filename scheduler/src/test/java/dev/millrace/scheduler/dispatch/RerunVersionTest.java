package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.dispatch.RerunRefusedException.Reason;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.AttemptBrief;
import dev.millrace.scheduler.store.Json;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reruns on a newer version of the Dag. */
@Tag("slow")
class RerunVersionTest extends RerunScenario {
  @Test
  void theLatestVersionAndFilesAreForTheReopenedStepsOnly() {
    dags.deploy("a".repeat(64));
    UUID dag = dags.yaml(CHAIN);
    UUID run = failedAtB(dag);
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

    server.reruns().rerun(TestReruns.latest(run));
    TestWorker other = new TestWorker(server, "other", 1);
    Grant b = other.startOne();
    assertThat(b.dagVersion()).isEqualTo(2);
    assertThat(b.snapshot()).isEqualTo("b".repeat(64));
    assertThat(b.parameters()).isEqualTo(Json.object().put("n", 7));
    assertThat(b.runParameters()).isEqualTo(Json.object().put("added", 7));
    other.complete(b, AttemptState.FAILED, "still");

    server.reruns().rerun(TestReruns.failed(run));
    TestWorker worker = worker(1);
    Grant original = worker.startOne();
    assertThat(original.dagVersion()).isEqualTo(1);
    assertThat(original.snapshot()).isEqualTo("a".repeat(64));
    assertThat(original.parameters()).isEqualTo(Json.object());
    worker.succeed(original);
    worker.succeed(worker.startOne());
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);

    assertThat(step(run, "a").attempts()).extracting(AttemptBrief::dagVersion).containsExactly(1);
    assertThat(step(run, "b").attempts())
        .extracting(AttemptBrief::dagVersion)
        .containsExactly(1, 2, 1);
  }

  @Test
  void aLatestVersionWithOtherEdgesIsRefusedWithTheDifferenceOnlyIfItTouchesTheRunsSteps() {
    UUID dag = dags.yaml(CHAIN);
    UUID run = failedAtB(dag);
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
    assertThatThrownBy(() -> server.reruns().preview(TestReruns.latest(run)))
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
}

package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunEvent;
import dev.millrace.scheduler.store.RunRecord;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run's own result: computed at its end, told apart from that end. */
@Tag("slow")
class RunOutputsTest extends DispatchTest {
  private static final String SCORED =
      """
      dag: scored
      parameters: { factors: { type: integer, default: 16 } }
      steps:
        train: { notebook: a.ipynb }
        other: { notebook: b.ipynb, when: "false" }
      outputs:
        rmse: "${{ steps.train.outputs.rmse }}"
        text: "rmse ${{ steps.train.outputs.rmse }} with ${{ parameters.factors }}"
        about: { factors: "${{ parameters.factors }}", fixed: [1, true] }
        best: "${{ firstOf(steps.other.outputs.rmse, steps.train.outputs.rmse) }}"
        ends: "${{ [steps.train.state, steps.other.state] }}"
      """;

  private static final String ONE =
      """
      dag: one
      steps: { train: { notebook: a.ipynb } }
      outputs: { rmse: "${{ steps.train.outputs.rmse }}", whole: "${{ 10 / size(steps.train.state) }}" }
      """;

  @Test
  void theResultIsComputedFromStepsAndParametersWithItsTypes() {
    UUID run = start(SCORED);
    assertThat(run(run).outputs()).isNull();

    complete(AttemptState.SUCCEEDED, "{\"rmse\": 0.5}");

    assertThat(run(run).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run(run).outputs())
        .isEqualTo(
            Json.readObject(
                """
                {"rmse": 0.5, "text": "rmse 0.5 with 16",
                 "about": {"factors": 16, "fixed": [1, true]},
                 "best": 0.5, "ends": ["succeeded", "skipped"]}
                """));
    assertThat(run(run).outputsAbsent()).isEmpty();
    assertThat(eventsOf(run)).doesNotContain("output_absent").endsWith("run_ended");
  }

  @Test
  void anOutputThatCannotBeComputedIsAbsentWithItsReasonAndTheRunsEndStays() {
    UUID run = start(ONE);

    complete(AttemptState.SUCCEEDED, "{}");

    assertThat(run(run).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run(run).stateText()).isEqualTo("succeeded");
    assertThat(run(run).outputs()).isEqualTo(Json.readObject("{\"whole\": 1}"));
    assertThat(run(run).outputsAbsent()).containsOnlyKeys("rmse");
    assertThat(run(run).outputsAbsent().get("rmse"))
        .contains("steps.train.outputs.rmse is absent", "succeeded without publishing it");
    assertThat(events(run, "output_absent"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.data().path("output").stringValue()).isEqualTo("rmse");
              assertThat(event.data().path("message").stringValue()).contains("is absent");
            });
    assertThat(eventsOf(run)).endsWith("output_absent", "run_ended");
  }

  @Test
  void aFailedRunHasWhatItsSucceededStepsCanTell() {
    UUID run =
        start(
            """
            dag: two
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: b.ipynb, dependsOn: [a] }
            outputs: { rows: "${{ steps.a.outputs.rows }}", model: "${{ steps.b.outputs.model }}" }
            """);
    complete(AttemptState.SUCCEEDED, "{\"rows\": 3}");
    complete(AttemptState.FAILED, "{\"model\": \"half\"}");

    assertThat(run(run).state()).isEqualTo(RunState.FAILED);
    assertThat(run(run).stateText()).startsWith("failed: b");
    assertThat(run(run).outputs()).isEqualTo(Json.readObject("{\"rows\": 3}"));
    assertThat(run(run).outputsAbsent().get("model")).contains("step 'b' is failed");
  }

  @Test
  void aRunThatWasCancelledBeforeItDidAnythingEndsAsCancelled() {
    UUID run = start(ONE);
    server.runs().cancel(run, "test", null);

    assertThat(run(run).state()).isEqualTo(RunState.CANCELLED);
    assertThat(run(run).outputsAbsent().get("rmse")).contains("step 'train' is cancelled");
  }

  @Test
  void aRerunComputesTheResultAnewAndTheEarlierOneStaysReadable() {
    UUID run = start(ONE);
    complete(AttemptState.SUCCEEDED, "{\"rmse\": 0.9}");

    server.reruns().rerun(TestReruns.from(run, "train"));
    assertThat(run(run).outputs()).isNull();
    assertThat(run(run).outputsAbsent()).isEmpty();
    complete(AttemptState.SUCCEEDED, "{\"rmse\": 0.4}");

    assertThat(Objects.requireNonNull(run(run).outputs()).path("rmse").doubleValue())
        .isEqualTo(0.4);
    assertThat(
            database
                .jdbc()
                .sql("SELECT run_outputs ->> 'rmse' FROM rerun WHERE run = :run")
                .param("run", run)
                .query(String.class)
                .single())
        .isEqualTo("0.9");
  }

  @Test
  void outputsThatAreTooLargeTogetherAreLeftOutFromTheFirstThatDoesNotFit() {
    UUID run =
        start(
            """
            dag: large
            steps: { a: { notebook: a.ipynb } }
            outputs:
              first: "${{ steps.a.outputs.text }}"
              second: "${{ steps.a.outputs.text }}"
              third: 3
            """);
    complete(AttemptState.SUCCEEDED, "{\"text\": \"%s\"}".formatted("x".repeat(200_000)));

    assertThat(Objects.requireNonNull(run(run).outputs()).propertyNames())
        .containsExactly("first", "third");
    assertThat(run(run).outputsAbsent().get("second")).contains("more than 256 KiB");
  }

  private void complete(AttemptState state, String outputs) {
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    worker.complete(
        Ending.of(grant, state)
            .message(state == AttemptState.FAILED ? "no" : null)
            .outputs(Json.readObject(outputs)));
  }

  private RunRecord run(UUID run) {
    return server.reads().run(run).orElseThrow();
  }

  private static List<RunEvent> events(UUID run, String kind) {
    return server.reads().eventsAfter(run, 0, 1000).stream()
        .filter(event -> event.kind().equals(kind))
        .toList();
  }
}

package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.RunRecord;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run whose stored definition breaks harms itself and nothing else. */
@Tag("slow")
class QuarantineTest extends DispatchTest {
  private static final String TWO =
      """
      dag: two
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
      """;

  /** The server that comes after: it has not read the definition while it was whole. */
  private TestServer next;

  @BeforeEach
  void startNext() {
    next = TestServer.on(database);
  }

  @AfterEach
  void stopNext() {
    next.close();
  }

  @Test
  void whatItsWorkersReportIsKeptNothingMoreOfItStartsAndAnotherRunGoesOnToItsEnd() {
    UUID broken = start(TWO);
    var worker = new TestWorker(next, "default", 1);
    Grant a = worker.startOne();
    breakDefinitionOf(broken, "{\"steps\": 3}");
    next.close();
    next = TestServer.on(database);
    UUID whole = start(TWO);

    assertThat(next.queue().complete(worker.session(), Ending.success(a).report(), null))
        .isInstanceOf(CompletionAnswer.Accepted.class);

    assertThat(stateOf(broken, "a")).isEqualTo(StepState.SUCCEEDED);
    assertThat(stateOf(broken, "b")).isEqualTo(StepState.WAITING);
    RunRecord run = next.reads().run(broken).orElseThrow();
    assertThat(run.state()).isEqualTo(RunState.RUNNING);
    assertThat(run.quarantine()).contains("version 1 cannot be read");
    assertThat(run.stateText())
        .startsWith("quarantined: version 1 cannot be read")
        .endsWith("cancel it to end it");
    assertThat(eventsOf(broken)).contains("run_quarantined");
    next.sweep(); // the first of a server also makes partitions
    assertThat(next.sweep()).isZero();

    var other = new TestWorker(next, "default", 1);
    other.succeed(other.startOne());
    other.succeed(other.startOne());
    assertThat(stateOf(whole)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void cancellingItEndsIt() {
    UUID run = start(TWO);
    breakDefinitionOf(run, "[]");

    assertThat(next.runs().cancel(run, "anna", null)).isTrue();

    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
    assertThat(next.reads().run(run).orElseThrow().stateText()).startsWith("cancelled");
  }

  @Test
  void cancellingItWaitsForWhatRuns() {
    UUID run = start(TWO);
    var worker = new TestWorker(server, "default", 1);
    Grant a = worker.startOne();
    breakDefinitionOf(run, "[]");

    next.runs().cancel(run, "anna", null);
    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLING);
    next.queue().complete(worker.session(), Ending.success(a).report(), null);

    assertThat(stateOf(run)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aClaimLeavesItOutAndGrantsTheOthers() {
    UUID broken = start(TWO);
    UUID whole = start(TWO);
    breakDefinitionOf(broken, "{}");
    var worker = new TestWorker(next, "default", 2);

    List<Grant> grants = worker.claim();

    assertThat(grants).extracting(Grant::run).containsExactly(whole);
    worker.heartbeat(worker.lastClaim(), Set.of(grants.getFirst().attempt()));
    assertThat(queued(broken, "a")).as("its lease is given back to the pool").isZero();
    assertThat(next.reads().run(broken).orElseThrow().quarantine()).isNotNull();
  }

  @Test
  void aDefinitionThatLostItsStepsIsToldAsADefectAndHarmsItsRunOnly() {
    UUID run = start(TWO);
    var worker = new TestWorker(server, "default", 1);
    Grant a = worker.startOne();
    breakDefinitionOf(run, "{\"dag\": \"two\", \"steps\": {\"other\": {\"noop\": true}}}");

    next.queue()
        .complete(worker.session(), Ending.of(a, AttemptState.FAILED).message("no").report(), null);

    assertThat(stateOf(run, "a")).isEqualTo(StepState.FAILED);
    assertThat(next.reads().run(run).orElseThrow().quarantine()).contains("cannot be decided");
  }

  @Test
  void itsDagStartsNothingMore() {
    UUID dag = dags.yaml(TWO);
    UUID run = next.runs().start(TestDags.run(dag));
    breakDefinitionOf(run, "{}");
    server.runs().cancel(run, "anna", null);

    assertThatThrownBy(() -> server.runs().start(TestDags.run(dag)))
        .isInstanceOf(RunRefusedException.class)
        .hasMessageContaining("version 1 cannot be read");
  }

  private void breakDefinitionOf(UUID run, String text) {
    database
        .jdbc()
        .sql(
            """
            UPDATE dag_version SET definition = :text::json
             WHERE id = (SELECT dag_version FROM run WHERE id = :run)
            """)
        .param("text", text)
        .param("run", run)
        .update();
  }
}

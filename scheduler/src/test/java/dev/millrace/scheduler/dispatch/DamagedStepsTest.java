package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.why.RunReason;
import dev.millrace.scheduler.why.Why;
import dev.millrace.scheduler.why.Whys;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A row of a step that holds what no step can be harms its own run, and nothing else. */
@Tag("slow")
class DamagedStepsTest extends DispatchTest {
  private static final String TWO =
      """
      dag: two
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
      """;

  private UUID dag;
  private UUID sick;
  private UUID sound;
  private TestWorker worker;
  private Grant running;

  /** Damaged storage asks no constraint. */
  @BeforeAll
  static void allowAnyState() {
    database.jdbc().sql("ALTER TABLE step_run DROP CONSTRAINT step_run_state_check").update();
  }

  @AfterAll
  static void forgetRows() {
    database.clean();
  }

  @BeforeEach
  void startRuns() {
    dag = dags.yaml(TWO);
    sick = server.runs().start(TestDags.run(dag));
    worker = worker(1);
    running = worker.startOne();
    sound = start("dag: one\nsteps:\n  a: { notebook: a.ipynb }\n");
  }

  @Test
  void anUnknownStateOfTheStepThatEndsQuarantinesItsRunAndTheEndIsKept() {
    damageState("a", "runing");

    worker.succeed(running);

    assertThat(stateOf(sick, "a")).isEqualTo(StepState.SUCCEEDED);
    assertQuarantined("the state of step 'a' cannot be read: 'runing'");
    assertHarmsNothingElse();
  }

  @Test
  void anUnknownStateOfAStepThatIsDecidedQuarantinesItsRun() {
    damageState("b", "wait");

    worker.succeed(running);

    assertThat(stateOf(sick, "b")).isEqualTo(StepState.WAITING);
    assertThat(step(sick, "b").message()).contains("'wait'");
    assertQuarantined("the state of step 'b' cannot be read: 'wait'");
    assertHarmsNothingElse();
  }

  @Test
  void anUnknownStateThatNoDecisionComesToIsFoundByTheSweep() {
    damageState("b", "wait");
    assertThat(server.reads().run(sick)).as("its page can be shown before").isPresent();

    server.sweep();

    assertQuarantined("the state of step 'b' cannot be read: 'wait' is no state");
    worker.succeed(running);
    assertThat(stateOf(sick, "a")).isEqualTo(StepState.SUCCEEDED);
    assertHarmsNothingElse();
  }

  @Test
  void aCancelBeforeTheSweepEndsSuchARunToo() {
    damageState("b", "wait");
    server.runs().cancel(sick, "anna", null);
    worker.succeed(running);

    assertThat(stateOf(sick)).isEqualTo(RunState.CANCELLED);
    assertThat(stateOf(sick, "b")).isEqualTo(StepState.CANCELLED);
  }

  @Test
  void anUnknownStateInARunThatHasEndedIsRepairedAndTheRunStaysAsItIs() {
    worker.succeed(running);
    worker.complete(Ending.success(grantOf(sick)));
    assertThat(stateOf(sick)).isEqualTo(RunState.SUCCEEDED);
    damageState("b", "suceeded");

    assertThat(server.sweep()).isPositive();

    assertThat(stateOf(sick, "b")).isEqualTo(StepState.FAILED);
    assertThat(stateOf(sick)).isEqualTo(RunState.SUCCEEDED);
    assertThat(server.reads().run(sick).orElseThrow().quarantine()).isNull();
  }

  @Test
  void outputsThatAreNoObjectQuarantineTheRunThatNeedsThemAndNotItsDag() {
    server.runs().cancel(sick, "anna", null);
    worker.succeed(running);
    dag =
        dags.yaml(
            """
            dag: values
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: b.ipynb, dependsOn: [a] }
              c:
                notebook: c.ipynb
                dependsOn: [a, b]
                parameters: { v: "${{ steps.a.outputs.v }}" }
            """);
    sick = server.runs().start(TestDags.run(dag));
    worker.succeed(grantOf(sound));
    worker.complete(Ending.success(grantOf(sick)).outputs(Json.object().put("v", 1)));
    Grant b = grantOf(sick);
    database
        .jdbc()
        .sql("UPDATE step_run SET outputs = '[1]' WHERE run = :run AND step = 'a'")
        .param("run", sick)
        .update();

    worker.succeed(b);

    assertThat(stateOf(sick, "b")).isEqualTo(StepState.SUCCEEDED);
    assertQuarantined("the outputs of step 'a' cannot be read");
    assertThat(server.runs().start(TestDags.run(dag))).as("its Dag goes on").isNotNull();
  }

  private Grant grantOf(UUID run) {
    Grant grant = worker.startOne();
    while (!grant.run().equals(run)) {
      worker.succeed(grant);
      grant = worker.startOne();
    }
    return grant;
  }

  private void damageState(String step, String state) {
    database
        .jdbc()
        .sql(
            """
            UPDATE step_run SET state = :state, admitted = false
             WHERE run = :run AND step = :step
            """)
        .param("state", state)
        .param("run", sick)
        .param("step", step)
        .update();
  }

  private void assertQuarantined(String reason) {
    assertThat(server.reads().run(sick).orElseThrow().quarantine()).contains(reason);
    assertThat(eventsOf(sick)).containsOnlyOnce("run_quarantined");
  }

  private void assertHarmsNothingElse() {
    String reason = String.valueOf(server.reads().run(sick).orElseThrow().quarantine());
    assertThat(server.get(Whys.class).ofRun(sick).orElseThrow().held())
        .extracting(Why.Held::reason)
        .contains(new RunReason.Quarantined(reason));
    assertThat(server.get(Whys.class).ofStep(sick, "b").orElseThrow().held())
        .extracting(Why.Held::reason)
        .contains(new RunReason.Quarantined(reason));
    assertThat(server.reads().steps(sick, null, 10)).hasSize(2);
    assertThat(server.runs().start(TestDags.run(dag))).as("its Dag goes on").isNotNull();
    worker.succeed(grantOf(sound));
    assertThat(stateOf(sound)).isEqualTo(RunState.SUCCEEDED);
    server.runs().cancel(sick, "anna", null);
    assertThat(stateOf(sick)).isEqualTo(RunState.CANCELLED);
  }
}

package dev.millrace.scheduler.engine;

import static dev.millrace.scheduler.engine.TestRun.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.RunPlan.PlannedStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a decision reads, counted: it must follow the out-edges of what ended, not the size of the
 * run.
 */
class DecisionCostTest {
  private static final int STEPS = 10_000;

  @Test
  void everyCompletionOfTenThousandStepsReadsNoMoreThanItsOutEdges() {
    TestRun run = new TestRun(RunPlan.of(randomSteps()), StartEvaluator.none());
    Deque<Integer> ready = new ArrayDeque<>();
    run.start().readied().stream().forEach(ready::add);

    int ended = 0;
    while (!ready.isEmpty()) {
      int step = ready.remove();
      run.rowsRead = 0;
      run.loads = 0;
      run.end(run.plan.name(step), StepState.SUCCEEDED).readied().stream().forEach(ready::add);
      assertThat(run.rowsRead).isLessThanOrEqualTo(run.plan.children(step).length);
      assertThat(run.loads).isLessThanOrEqualTo(2);
      ended++;
    }

    assertThat(ended).isEqualTo(STEPS);
    assertThat(run.state).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aFailureReadsTheOutEdgesOfWhatItEnds() {
    List<PlannedStep> steps = new ArrayList<>();
    steps.add(work("s0"));
    for (int i = 1; i < 100; i++) {
      steps.add(work("s" + i, "s" + (i - 1)));
    }
    for (int i = 100; i < STEPS; i++) {
      steps.add(work("s" + i));
    }
    TestRun run = new TestRun(RunPlan.of(steps), StartEvaluator.none());
    run.start();
    run.rowsRead = 0;

    run.end("s0", StepState.FAILED);

    assertThat(run.state("s99")).isEqualTo(StepState.UPSTREAM_FAILED);
    assertThat(run.rowsRead).isEqualTo(99);
  }

  @Test
  void aBranchReadsItsSuccessorsAndNotWhatItFollows() {
    List<PlannedStep> steps = new ArrayList<>();
    steps.add(work("choose"));
    steps.add(work("left", "choose"));
    steps.add(work("right", "choose"));
    for (int i = 3; i < STEPS; i++) {
      steps.add(
          work("s" + i, TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS, i == 3 ? "left" : "s" + (i - 1)));
    }
    TestRun run = new TestRun(RunPlan.of(steps), StartEvaluator.none());
    run.start();
    run.rowsRead = 0;

    run.end("choose", StepState.SUCCEEDED, new Outcome.Choice(List.of("left")));

    assertThat(run.states())
        .containsEntry("left", StepState.READY)
        .containsEntry("right", StepState.SKIPPED);
    assertThat(run.rowsRead).isEqualTo(2);
  }

  private static List<PlannedStep> randomSteps() {
    Random random = new Random(7);
    List<PlannedStep> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int parents = i == 0 ? 0 : random.nextInt(4);
      String[] names = new String[parents];
      for (int p = 0; p < parents; p++) {
        names[p] = "s" + random.nextInt(i);
      }
      steps.add(work("s" + i, names));
    }
    return steps;
  }
}

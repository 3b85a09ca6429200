package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.RunPlan.PlannedStep;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random Dags with random events and random reruns: the decider and a naive oracle end in the same
 * states.
 */
class RandomRunsTest {
  private static final int CASES = 3000;

  /** Other runs in every execution; the seed that a failure names makes the same run again. */
  @Test
  void aRandomRunEndsAsTheOracleSays() {
    Random seeds = new Random();
    for (int i = 0; i < CASES; i++) {
      long seed = seeds.nextLong();
      try {
        assertEndsAsTheOracleSays(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("case %d fails for new Random(%dL)".formatted(i + 1, seed), e);
      }
    }
  }

  private static void assertEndsAsTheOracleSays(Random random) {
    List<PlannedStep> steps = randomSteps(random);
    NaiveOracle oracle = new NaiveOracle(steps);
    TestRun run = new TestRun(RunPlan.of(steps), oracle.evaluator());

    run.start();
    oracle.start();
    assertSame(run, oracle);

    for (int reruns = random.nextInt(4); reruns >= 0; reruns--) {
      play(random, run, oracle, steps, reruns == 0 ? Integer.MAX_VALUE : random.nextInt(8));
      if (reruns > 0) {
        rerun(random, run, oracle, steps);
        assertSame(run, oracle);
      }
    }
    assertThat(run.state).isIn(RunState.SUCCEEDED, RunState.FAILED);
  }

  /** Goes on with the run, to its end or for that many events. */
  private static void play(
      Random random, TestRun run, NaiveOracle oracle, List<PlannedStep> steps, int limit) {
    for (int events = 0; events < limit && !oracle.running().isEmpty(); events++) {
      assertThat(events).isLessThan(steps.size());
      List<StepEnd> ends = randomEnds(random, oracle.running(), steps);
      run.end(ends);
      oracle.end(ends);
      assertSame(run, oracle);
    }
  }

  /** Lets some steps go again, whether the run has ended or is under way. */
  private static void rerun(
      Random random, TestRun run, NaiveOracle oracle, List<PlannedStep> steps) {
    boolean upstream = random.nextInt(4) == 0;
    boolean downstream = random.nextInt(4) > 0;
    Reopening.Only[] kinds = Reopening.Only.values();
    Reopening.Only only = kinds[random.nextInt(kinds.length)];
    Set<String> picked = new LinkedHashSet<>(someNames(random, steps));
    picked.removeIf(name -> !only.picks(run.state(name)));
    run.rerun(Reopening.touched(run.plan, run.steps(picked), upstream, downstream));
    oracle.rerun(picked, upstream, downstream);
  }

  private static void assertSame(TestRun run, NaiveOracle oracle) {
    assertThat(run.states()).isEqualTo(oracle.states());
    assertThat(run.state).isEqualTo(oracle.runState());
    run.assertCountersAreTrue();
  }

  private static List<StepEnd> randomEnds(
      Random random, List<Integer> running, List<PlannedStep> steps) {
    List<StepEnd> ends = new ArrayList<>();
    for (int step : running) {
      if (ends.isEmpty() || random.nextInt(3) == 0) {
        StepState state =
            switch (random.nextInt(6)) {
              case 0 -> StepState.FAILED;
              case 1 -> StepState.SKIPPED;
              case 2 -> StepState.CANCELLED;
              default -> StepState.SUCCEEDED;
            };
        ends.add(new StepEnd(step, state, randomOutcome(random, steps)));
      }
    }
    return ends;
  }

  private static Outcome randomOutcome(Random random, List<PlannedStep> steps) {
    return switch (random.nextInt(8)) {
      case 0 -> Outcome.ShortCircuit.ALL;
      case 1 -> Outcome.ShortCircuit.DIRECT;
      case 2 -> Outcome.ShortCircuit.CONTINUE;
      case 3, 4 -> new Outcome.Choice(someNames(random, steps));
      default -> Outcome.Plain.PLAIN;
    };
  }

  static List<String> someNames(Random random, List<PlannedStep> steps) {
    return steps.stream().map(PlannedStep::name).filter(name -> random.nextInt(4) == 0).toList();
  }

  private static List<PlannedStep> randomSteps(Random random) {
    int size = 1 + random.nextInt(12);
    List<PlannedStep> steps = new ArrayList<>();
    TriggerRule[] rules = TriggerRule.values();
    for (int i = 0; i < size; i++) {
      Set<String> dependsOn = new LinkedHashSet<>();
      for (int p = random.nextInt(4); p > 0 && i > 0; p--) {
        dependsOn.add("s" + random.nextInt(i));
      }
      TriggerRule rule =
          random.nextBoolean() ? TriggerRule.ALL_SUCCESS : rules[random.nextInt(rules.length)];
      StepKind kind =
          switch (random.nextInt(6)) {
            case 0 -> StepKind.NOOP;
            case 1 -> StepKind.BRANCH;
            default -> StepKind.WORK;
          };
      ShortCircuit shortCircuit = random.nextBoolean() ? ShortCircuit.ALL : ShortCircuit.DIRECT;
      steps.add(new PlannedStep("s" + i, kind, rule, List.copyOf(dependsOn), shortCircuit));
    }
    return steps;
  }
}

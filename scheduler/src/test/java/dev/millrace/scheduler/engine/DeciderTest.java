package dev.millrace.scheduler.engine;

import static dev.millrace.scheduler.engine.StepState.CANCELLED;
import static dev.millrace.scheduler.engine.StepState.FAILED;
import static dev.millrace.scheduler.engine.StepState.READY;
import static dev.millrace.scheduler.engine.StepState.SKIPPED;
import static dev.millrace.scheduler.engine.StepState.SUCCEEDED;
import static dev.millrace.scheduler.engine.StepState.UPSTREAM_FAILED;
import static dev.millrace.scheduler.engine.StepState.WAITING;
import static dev.millrace.scheduler.engine.TestRun.branch;
import static dev.millrace.scheduler.engine.TestRun.noop;
import static dev.millrace.scheduler.engine.TestRun.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.Change.RunEnded;
import dev.millrace.scheduler.engine.Change.StepEnded;
import dev.millrace.scheduler.engine.Change.StepReadied;
import dev.millrace.scheduler.engine.Change.Why;
import dev.millrace.scheduler.engine.RunPlan.PlannedStep;
import dev.millrace.scheduler.engine.StartEvaluator.Evaluation;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeciderTest {

  @Test
  void aRunStartsWithItsRootsAndTheStepsThatAlwaysStart() {
    TestRun run = TestRun.of(work("a"), work("b", "a"), work("c", TriggerRule.ALWAYS, "b"));

    run.start();

    assertThat(run.readySteps()).containsExactly("a", "c");
    assertThat(run.state("b")).isEqualTo(WAITING);
  }

  @Test
  void aRunWithoutStepsEndsAtOnce() {
    TestRun run = TestRun.of();

    assertThat(run.start().runEnd()).contains(RunState.SUCCEEDED);
  }

  @Test
  void aJoinIsReadiedOnceWhenItsParentsEndTogether() {
    TestRun run = TestRun.of(work("a"), work("b"), work("join", "a", "b"));
    run.start();

    Decision decision = run.end(List.of(StepEnd.plain(0, SUCCEEDED), StepEnd.plain(1, SUCCEEDED)));

    assertThat(decision.changes()).containsExactly(new StepReadied(2));
  }

  @Test
  void anUpstreamFailureRunsThroughInOneDecisionAndEndsTheRun() {
    TestRun run = TestRun.of(work("a"), work("b", "a"), work("c", "b"));
    run.start();

    Decision decision = run.end("a", FAILED);

    Why rule = new Why.Rule(TriggerRule.ALL_SUCCESS);
    assertThat(decision.changes())
        .containsExactly(
            new StepEnded(1, WAITING, UPSTREAM_FAILED, rule),
            new StepEnded(2, WAITING, UPSTREAM_FAILED, rule),
            new RunEnded(RunState.FAILED));
  }

  @Test
  void aFailedMiddleStepDoesNotFailTheRunIfItsLeavesSucceed() {
    TestRun run = TestRun.of(work("a"), work("b", TriggerRule.ALL_DONE, "a"));
    run.start();
    run.end("a", FAILED);
    run.end("b", SUCCEEDED);

    assertThat(run.state).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRunWaitsForStragglersAfterItsLeafFailed() {
    TestRun run =
        TestRun.of(work("slow"), work("fast"), work("leaf", "fast"), work("done", "slow"));
    run.start();
    run.end("fast", FAILED);
    assertThat(run.state).isEqualTo(RunState.RUNNING);

    run.end("slow", SUCCEEDED);
    run.end("done", SUCCEEDED);

    assertThat(run.state).isEqualTo(RunState.FAILED);
  }

  @Test
  void aSkippedRunSucceeded() {
    TestRun run = TestRun.of(work("a"), work("b", "a"));
    run.start();
    run.end("a", SKIPPED);

    assertThat(run.state("b")).isEqualTo(SKIPPED);
    assertThat(run.state).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aCancelledStepCountsAsFailedForRulesAndForTheRun() {
    TestRun run = TestRun.of(work("a"), work("b", "a"), work("c", TriggerRule.ONE_FAILED, "a"));
    run.start();
    run.end("a", CANCELLED);
    assertThat(run.states()).containsEntry("b", UPSTREAM_FAILED).containsEntry("c", READY);

    run.end("c", SUCCEEDED);

    assertThat(run.state).isEqualTo(RunState.FAILED);
  }

  @Test
  void noopsFinishInTheRoundThatReadiesThemAndAreSeenInTheNext() {
    TestRun run = TestRun.of(work("a"), noop("n1", "a"), noop("n2", "n1"), work("z", "n2"));
    run.start();

    Decision decision = run.end("a", SUCCEEDED);

    assertThat(decision.changes())
        .containsExactly(
            new StepEnded(1, WAITING, SUCCEEDED, Why.Join.NOOP),
            new StepEnded(2, WAITING, SUCCEEDED, Why.Join.NOOP),
            new StepReadied(3));
    assertThat(decision.readied()).isEqualTo(BitSet.valueOf(new long[] {8}));
  }

  @Test
  void aRunOfNoopsEndsInItsFirstDecision() {
    TestRun run = TestRun.of(noop("a"), noop("b", "a"));

    assertThat(run.start().runEnd()).contains(RunState.SUCCEEDED);
  }

  @Test
  void aBranchSkipsWhatItDoesNotChooseAndKeepsItsChoice() {
    TestRun run =
        TestRun.of(
            (step, decided) ->
                step == 0 ? new Evaluation.Choose(List.of("b")) : Evaluation.Start.START,
            branch("choose"),
            work("b", "choose"),
            work("c", "choose"),
            work("afterC", "c"));

    Decision decision = run.start();

    assertThat(decision.changes())
        .containsExactly(
            new StepEnded(0, WAITING, SUCCEEDED, new Why.Chose(List.of("b"))),
            new StepEnded(2, WAITING, SKIPPED, new Why.NotChosen(0)),
            new StepEnded(3, WAITING, SKIPPED, new Why.Rule(TriggerRule.ALL_SUCCESS)),
            new StepReadied(1));
  }

  @Test
  void aJoinBehindTheChosenPathIsNotSkippedThoughTheBranchLeadsToItDirectly() {
    TestRun run =
        TestRun.of(
            (step, decided) ->
                step == 0 ? new Evaluation.Choose(List.of("b")) : Evaluation.Start.START,
            branch("choose"),
            work("b", "choose"),
            work("join", "choose", "b"));

    run.start();

    assertThat(run.states()).containsEntry("b", READY).containsEntry("join", WAITING);
  }

  @Test
  void aBranchThatChoosesNothingSkipsItsDirectSuccessorsOrAllThatFollows() {
    StartEvaluator chooseNothing =
        (step, decided) -> step == 0 ? new Evaluation.Choose(List.of()) : Evaluation.Start.START;
    PlannedStep next = work("next", "choose");
    PlannedStep after = work("after", TriggerRule.ALL_DONE, "next");
    TestRun direct = TestRun.of(chooseNothing, branch("choose"), next, after);
    TestRun all =
        TestRun.of(
            chooseNothing,
            new PlannedStep(
                "choose", StepKind.BRANCH, TriggerRule.ALL_SUCCESS, List.of(), ShortCircuit.ALL),
            next,
            after);

    direct.start();
    all.start();

    assertThat(direct.states()).containsEntry("next", SKIPPED).containsEntry("after", READY);
    assertThat(all.states()).containsEntry("next", SKIPPED).containsEntry("after", SKIPPED);
  }

  @Test
  void aSkipMovesUpstreamFailedStepsButLeavesReadyOnesAlone() {
    TestRun run =
        TestRun.of(
            work("stop"),
            work("bad"),
            work("doomed", "stop", "bad"),
            work("eager", TriggerRule.ONE_FAILED, "stop", "bad"));
    run.start();
    run.end("bad", FAILED);
    assertThat(run.states()).containsEntry("doomed", UPSTREAM_FAILED).containsEntry("eager", READY);

    Decision decision = run.end("stop", SUCCEEDED, Outcome.ShortCircuit.ALL);

    assertThat(decision.changes())
        .containsExactly(new StepEnded(2, UPSTREAM_FAILED, SKIPPED, new Why.ShortCircuited(0)));
    assertThat(run.state("eager")).isEqualTo(READY);
    run.end("eager", SUCCEEDED);
    assertThat(run.state).as("no leaf is failed any more").isEqualTo(RunState.SUCCEEDED);
    run.assertCountersAreTrue();
  }

  @Test
  void aFailedBranchDoesNotChoose() {
    TestRun run = TestRun.of(work("choose"), work("b", TriggerRule.ALL_DONE, "choose"));
    run.start();

    run.end("choose", FAILED, new Outcome.Choice(List.of()));

    assertThat(run.state("b")).isEqualTo(READY);
  }

  @Test
  void aConditionIsAskedOnlyWhenTheRuleIsMetAndSkipsTheStepIfFalse() {
    BitSet asked = new BitSet();
    TestRun run =
        TestRun.of(
            (step, decided) -> {
              asked.set(step);
              return step == 1 ? Evaluation.Skip.SKIP : Evaluation.Start.START;
            },
            work("a"),
            work("b", "a"),
            work("c", "b"));
    run.start();
    assertThat(asked.get(1)).isFalse();

    Decision decision = run.end("a", SUCCEEDED);

    assertThat(decision.changes())
        .contains(new StepEnded(1, WAITING, SKIPPED, Why.Condition.WHEN_IS_FALSE));
    assertThat(run.state("c")).isEqualTo(SKIPPED);
    assertThat(asked.get(2)).isFalse();
  }

  @Test
  void anExpressionThatThrowsFailsItsStepAndNothingElse() {
    TestRun run =
        TestRun.of(
            (step, decided) -> {
              if (step == 0) {
                throw new ArithmeticException("division by zero");
              }
              return Evaluation.Start.START;
            },
            work("a"),
            work("b"));

    Decision decision = run.start();

    assertThat(decision.changes())
        .containsExactly(
            new StepEnded(0, WAITING, FAILED, new Why.ExpressionFailed("division by zero")),
            new StepReadied(1));
  }

  @Test
  void aBranchThatChoosesAnUnknownStepFails() {
    TestRun run =
        TestRun.of((step, decided) -> new Evaluation.Choose(List.of("nowhere")), branch("choose"));

    run.start();

    assertThat(run.history)
        .contains(
            new StepEnded(
                0,
                WAITING,
                FAILED,
                new Why.ExpressionFailed("chose steps that do not exist: nowhere")));
    assertThat(run.state).isEqualTo(RunState.FAILED);
  }

  @Test
  void anEvaluatorSeesTheStatesOfTheRoundsStart() {
    TestRun run =
        TestRun.of(
            (step, decided) -> {
              if (step == 1) {
                assertThat(decided.state(0)).isEqualTo(Optional.of(SUCCEEDED));
                assertThat(decided.state(2)).isEmpty();
              }
              return Evaluation.Start.START;
            },
            noop("a"),
            noop("b", "a"),
            noop("c", "a"));

    run.start();

    assertThat(run.state).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aFaultOfThePlatformWhilePreparingEndsTheDecisionAndBlamesNoStep() {
    StartEvaluator broken =
        new StartEvaluator() {
          @Override
          public void prepare(BitSet steps, Decided decided) {
            throw new IllegalStateException("connection lost");
          }

          @Override
          public Evaluation evaluate(int step, Decided decided) {
            return Evaluation.Start.START;
          }
        };

    assertThatIllegalStateException()
        .isThrownBy(() -> TestRun.of(broken, work("a")).start())
        .withMessage("connection lost");
  }

  @Test
  void nothingStartsWhileARunIsCancellingAndItsLastLiveStepEndsIt() {
    TestRun run = TestRun.of(work("live"), work("idle"), work("next", "live"));
    run.start();
    run.stop(RunProgress.Course.CANCELLED, "live");
    assertThat(run.state).isEqualTo(RunState.CANCELLING);

    run.end("live", CANCELLED);

    assertThat(run.states().values()).containsOnly(CANCELLED);
    assertThat(run.state).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aRunThatTimedOutWithoutLiveStepsEndsAtOnceAndStaysTimedOut() {
    TestRun run = TestRun.of(work("a"), work("b", "a"));
    run.start();

    run.stop(RunProgress.Course.TIMED_OUT);

    assertThat(run.state).isEqualTo(RunState.TIMED_OUT);
    assertThat(
            new RunProgress(1, 0, RunProgress.Course.TIMED_OUT)
                .stopped(RunProgress.Course.CANCELLED, 0)
                .course())
        .isEqualTo(RunProgress.Course.TIMED_OUT);
  }
}

package dev.millrace.scheduler.engine;

import static dev.millrace.scheduler.engine.TestRun.branch;
import static dev.millrace.scheduler.engine.TestRun.noop;
import static dev.millrace.scheduler.engine.TestRun.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.dsl.RetryPolicy;
import dev.millrace.scheduler.engine.StartEvaluator.Evaluation;
import dev.millrace.scheduler.engine.TransitionTable.Edge;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks every declared edge by what makes it happen; an edge that nobody walks fails, and so does a
 * walk off the table.
 */
class MachinesTest {
  private record Walked<S>(S from, S to) {}

  private final Set<Walked<StepState>> stepEdges = new LinkedHashSet<>();

  @Test
  void everyEdgeOfAStepIsWalked() {
    walkDecisions();
    walkCompletions();
    walkStops();
    walkSkips();
    walkWithdrawals();
    for (StepState end : StepState.values()) {
      if (end.isTerminal()) {
        walk(end, StepState.WAITING);
        mark(end);
      }
    }

    assertThat(stepEdges).containsExactlyInAnyOrderElementsOf(declared(Machines.STEP));
  }

  @Test
  void everyEdgeOfARunIsWalked() {
    Set<Walked<RunState>> walked = new LinkedHashSet<>();
    path(walked, Machines.RUN, RunState.QUEUED, RunState.CANCELLED, RunState.QUEUED);
    path(walked, Machines.RUN, RunState.QUEUED, RunState.RUNNING);
    for (RunState end : List.of(RunState.CANCELLED, RunState.TIMED_OUT)) {
      path(walked, Machines.RUN, RunState.RUNNING, RunState.CANCELLING, end, RunState.RUNNING);
    }
    for (RunProgress.Course course : RunProgress.Course.values()) {
      for (int failedLeaves = 0; failedLeaves < 2; failedLeaves++) {
        RunState end = new RunProgress(0, failedLeaves, course).end();
        path(walked, Machines.RUN, RunState.RUNNING, end, RunState.RUNNING);
        path(walked, Machines.RUN, end, RunState.QUEUED);
      }
    }

    assertThat(walked).containsExactlyInAnyOrderElementsOf(declared(Machines.RUN));
  }

  @Test
  void everyEdgeOfAnAttemptIsWalked() {
    Set<Walked<AttemptState>> walked = new LinkedHashSet<>();
    path(walked, Machines.ATTEMPT, AttemptState.LEASED, AttemptState.RUNNING);
    for (AttemptState end : AttemptState.values()) {
      if (end.isTerminal()) {
        path(walked, Machines.ATTEMPT, AttemptState.RUNNING, end);
      }
    }
    for (AttemptState end :
        List.of(AttemptState.FAILED, AttemptState.LOST, AttemptState.CANCELLED)) {
      path(walked, Machines.ATTEMPT, AttemptState.LEASED, end);
    }

    assertThat(walked).containsExactlyInAnyOrderElementsOf(declared(Machines.ATTEMPT));
  }

  @Test
  void noEdgeLeadsOutOfAnEndButForARerunAMarkOrASkip() {
    for (Edge<StepState> edge : Machines.STEP.edges()) {
      if (edge.from().isTerminal() && !edge.reopens()) {
        assertThat(edge.from()).isEqualTo(StepState.UPSTREAM_FAILED);
        assertThat(edge.to()).isEqualTo(StepState.SKIPPED);
      }
    }
    assertThat(Machines.RUN.edges())
        .allSatisfy(edge -> assertThat(edge.reopens()).isEqualTo(edge.from().isTerminal()));
    assertThat(Machines.ATTEMPT.edges())
        .allSatisfy(edge -> assertThat(edge.from().isTerminal()).isFalse());
  }

  @Test
  void aMoveOffTheTableIsRefusedWithTheMovesThereAre() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Machines.STEP.require(StepState.RETRY_WAIT, StepState.RUNNING))
        .withMessage(
            "a step cannot go from retry_wait to running; from there it may go to [ready, waiting,"
                + " cancelled]");
  }

  @ParameterizedTest
  @EnumSource
  void wireNamesAreReadBack(StepState state) {
    assertThat(StepState.of(state.wireName())).isEqualTo(state);
  }

  @Test
  void anUnknownWireNameIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cause.of("fate"))
        .withMessage("'fate' is no Cause; known are [user, platform, timeout]");
  }

  /** Waiting steps, as the decider moves them. */
  private void walkDecisions() {
    TestRun run =
        TestRun.of(
            (step, decided) ->
                switch (step) {
                  case 1 -> new Evaluation.Fail("bad");
                  case 2 -> Evaluation.Skip.SKIP;
                  default -> Evaluation.Start.START;
                },
            work("ready"),
            work("fails"),
            work("skipped"),
            noop("noop"),
            work("behind", "fails"));
    run.start();
    for (int step = 0; step < run.plan.size(); step++) {
      walk(StepState.WAITING, run.state(step));
    }
  }

  /** Running steps, as the ends of attempts move them. */
  private void walkCompletions() {
    walk(StepState.READY, StepState.RUNNING);
    RetryDecision again =
        RetryDecision.after(new UUID(1, 1), Cause.USER, RetryPolicy.upTo(1), 0, 0);
    RetryDecision never =
        RetryDecision.after(new UUID(1, 1), Cause.USER, RetryPolicy.upTo(1), 1, 0);
    for (AttemptState end : AttemptState.values()) {
      if (end.isTerminal()) {
        for (RetryDecision retry : List.of(again, never)) {
          walk(StepState.RUNNING, AttemptEnd.stepAfter(end, false, retry));
          walk(StepState.RUNNING, AttemptEnd.stepAfter(end, true, retry));
        }
      }
    }
    walk(StepState.RETRY_WAIT, StepState.READY);
  }

  /** What a rerun takes back that was about to start. */
  private void walkWithdrawals() {
    for (StepState idle : List.of(StepState.READY, StepState.RETRY_WAIT)) {
      walk(idle, StepState.WAITING);
    }
  }

  /** What a cancel or a timeout closes. */
  private void walkStops() {
    for (StepState idle : List.of(StepState.WAITING, StepState.READY, StepState.RETRY_WAIT)) {
      walk(idle, StepState.CANCELLED);
    }
  }

  /** What a branch or a short circuit skips. */
  private void walkSkips() {
    TestRun run =
        TestRun.of(
            (step, decided) ->
                step == 3 ? new Evaluation.Choose(List.of()) : Evaluation.Start.START,
            work("bad"),
            work("gate"),
            work("doomed", "bad", "choose"),
            branch("choose", "gate"));
    run.start();
    run.end("bad", StepState.FAILED);
    run.end("gate", StepState.SUCCEEDED);
    run.history.stream()
        .filter(Change.StepEnded.class::isInstance)
        .map(Change.StepEnded.class::cast)
        .forEach(ended -> walk(ended.from(), ended.to()));
  }

  private void mark(StepState end) {
    for (StepState mark : List.of(StepState.SUCCEEDED, StepState.FAILED)) {
      if (mark != end) {
        walk(end, mark);
      }
    }
  }

  private void walk(StepState from, StepState to) {
    path(stepEdges, Machines.STEP, from, to);
  }

  @SafeVarargs
  private static <S extends Enum<S>> void path(
      Set<Walked<S>> walked, TransitionTable<S> table, S... states) {
    for (int i = 1; i < states.length; i++) {
      walked.add(new Walked<>(states[i - 1], table.require(states[i - 1], states[i])));
    }
  }

  private static <S extends Enum<S>> List<Walked<S>> declared(TransitionTable<S> table) {
    List<Walked<S>> declared = new ArrayList<>();
    table.edges().forEach(edge -> declared.add(new Walked<>(edge.from(), edge.to())));
    return declared.stream().distinct().toList();
  }
}

package dev.millrace.scheduler.engine;

import dev.millrace.scheduler.engine.Change.Why;
import dev.millrace.scheduler.engine.StartEvaluator.Evaluation;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides what follows from the ends of steps: which steps may start, which end without running,
 * and whether the run is over.
 *
 * <p>Works in rounds. Each round judges every waiting step whose upstream steps moved by the states
 * at the round's start, so the order of steps never matters; the decision ends when a round changes
 * nothing. What it reads and writes grows with the out-edges of what moved, never with the size of
 * the run. Pure and total: no clock and no input or output but the {@link RunView} and the {@link
 * StartEvaluator} it is given; an expression that fails fails its step, never the decision.
 */
public final class Decider {
  private final RunPlan plan;

  public Decider(RunPlan plan) {
    this.plan = plan;
  }

  /**
   * Decides what a run starts with: its roots, the steps that always start, and what follows at
   * once.
   *
   * @param progress of the run, none of whose steps ended
   */
  public Decision start(RunView view, RunProgress progress, StartEvaluator evaluator) {
    Deliberation deliberation = new Deliberation(plan, view, progress);
    BitSet startable = new BitSet();
    plan.startable().forEach(startable::set);
    return rounds(deliberation, deliberation.waitingAmong(startable), evaluator);
  }

  /**
   * Decides what follows from steps that ended outside: completed attempts, lost ones without
   * retries, or none at all, to learn whether a run is over whose steps were just cancelled.
   *
   * <p>Not idempotent: deciding twice on one end counts it twice. The caller holds the run's lock,
   * has closed the steps and counts on each end once.
   *
   * @param ended at most one end for each step; of several the first counts
   * @param progress of the run before these ends
   */
  public Decision after(
      Collection<StepEnd> ended, RunView view, RunProgress progress, StartEvaluator evaluator) {
    Deliberation deliberation = new Deliberation(plan, view, progress);
    for (StepEnd end : ended) {
      deliberation.endedOutside(end);
    }
    return rounds(deliberation, deliberation.settle(), evaluator);
  }

  /**
   * Decides how a run goes on that a rerun reopened. In the first round a waiting step is skipped
   * that a branch did not choose, or a short circuit stopped, when they ended in an earlier go and
   * were not reopened themselves; as then, only their direct downstream steps.
   *
   * @param waiting every waiting step of the run
   * @param remembered what each succeeded branch chose, by its index
   * @param progress of the run with the reopened steps unfinished
   */
  public Decision resume(
      BitSet waiting,
      Map<Integer, Outcome> remembered,
      RunView view,
      RunProgress progress,
      StartEvaluator evaluator) {
    Deliberation deliberation = new Deliberation(plan, view, progress);
    BitSet toJudge = deliberation.waitingAmong(waiting);
    deliberation
        .directSkips(remembered, toJudge)
        .forEach(
            (step, why) -> {
              deliberation.end(step, StepState.SKIPPED, why);
              toJudge.clear(step);
            });
    judge(deliberation, toJudge, evaluator);
    return rounds(deliberation, deliberation.settle(), evaluator);
  }

  private Decision rounds(
      Deliberation deliberation, BitSet firstToJudge, StartEvaluator evaluator) {
    BitSet toJudge = firstToJudge;
    while (!toJudge.isEmpty() && !deliberation.isStopping()) {
      judge(deliberation, toJudge, evaluator);
      toJudge = deliberation.settle();
    }
    return deliberation.conclude();
  }

  private void judge(Deliberation deliberation, BitSet waiting, StartEvaluator evaluator) {
    BitSet starting = new BitSet();
    for (int step = waiting.nextSetBit(0); step >= 0; step = waiting.nextSetBit(step + 1)) {
      switch (TriggerRules.judge(plan.rule(step), deliberation.upstream(step))) {
        case TriggerRules.Verdict.Wait wait -> {}
        case TriggerRules.Verdict.Start start -> starting.set(step);
        case TriggerRules.Verdict.End end ->
            deliberation.end(step, end.state(), new Why.Rule(plan.rule(step)));
      }
    }
    if (!starting.isEmpty()) {
      evaluator.prepare((BitSet) starting.clone(), deliberation::decided);
      starting.stream()
          .forEach(step -> start(deliberation, step, evaluate(deliberation, step, evaluator)));
    }
  }

  private static Evaluation evaluate(
      Deliberation deliberation, int step, StartEvaluator evaluator) {
    try {
      return evaluator.evaluate(step, deliberation::decided);
    } catch (RuntimeException e) {
      return new Evaluation.Fail(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private void start(Deliberation deliberation, int step, Evaluation evaluation) {
    switch (evaluation) {
      case Evaluation.Skip skip ->
          deliberation.end(step, StepState.SKIPPED, Why.Condition.WHEN_IS_FALSE);
      case Evaluation.Fail fail ->
          deliberation.end(step, StepState.FAILED, new Why.ExpressionFailed(fail.message()));
      case Evaluation.Choose choose -> choose(deliberation, step, choose.next());
      case Evaluation.Start start -> {
        switch (plan.kind(step)) {
          case WORK -> deliberation.ready(step);
          case NOOP -> deliberation.end(step, StepState.SUCCEEDED, Why.Join.NOOP);
          case BRANCH ->
              deliberation.end(
                  step, StepState.FAILED, new Why.ExpressionFailed("the branch did not choose"));
        }
      }
    }
  }

  private void choose(Deliberation deliberation, int step, List<String> next) {
    List<String> unknown = plan.unknown(next);
    if (unknown.isEmpty()) {
      deliberation.end(step, StepState.SUCCEEDED, new Why.Chose(next), plan.outcome(step, next));
    } else {
      deliberation.end(
          step,
          StepState.FAILED,
          new Why.ExpressionFailed("chose steps that do not exist: " + String.join(", ", unknown)));
    }
  }
}

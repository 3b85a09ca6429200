package dev.millrace.scheduler.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Which steps a rerun touches, and what a run looks like once they wait again.
 *
 * <p>Pure and total: whether a touched step may be reopened at all, because no worker has it, is
 * the caller's to know. What the run does next is the {@link Decider}'s.
 *
 * @param facts of every step that was touched or whose counters changed, ascending
 * @param progress of the run with them; its course is open again
 */
public record Reopening(List<StepFacts> facts, RunProgress progress) {
  public Reopening {
    facts = List.copyOf(facts);
  }

  /** Which of the steps in question a rerun picks. */
  public enum Only {
    /** Those that failed, were cancelled, or ended because an upstream step failed. */
    FAILED,
    /** Those that were skipped. */
    SKIPPED,
    /** All of them. */
    SELECTED;

    /** Whether a step in that state is picked. */
    public boolean picks(StepState state) {
      return switch (this) {
        case FAILED -> state.failsRun();
        case SKIPPED -> state == StepState.SKIPPED;
        case SELECTED -> true;
      };
    }
  }

  /**
   * The picked steps with what comes before or after them.
   *
   * @param upstream whether everything upstream of the picked steps belongs to them
   * @param downstream whether everything downstream of all those does
   */
  public static BitSet touched(RunPlan plan, BitSet picked, boolean upstream, boolean downstream) {
    BitSet touched = (BitSet) picked.clone();
    if (upstream) {
      touched = plan.withUpstream(touched);
    }
    return downstream ? plan.withDownstream(touched) : touched;
  }

  /**
   * Lets the touched steps wait and counts their upstream steps, and those of their children, anew.
   *
   * @param states of every step of the run before
   */
  public static Reopening of(RunPlan plan, IntFunction<StepState> states, BitSet touched) {
    IntFunction<StepState> after =
        step -> touched.get(step) ? reopened(states.apply(step)) : states.apply(step);
    BitSet changed = (BitSet) touched.clone();
    touched.stream().forEach(step -> plan.addChildren(step, changed));
    List<StepFacts> facts = new ArrayList<>();
    changed.stream()
        .forEach(
            step -> facts.add(new StepFacts(step, after.apply(step), count(plan, step, after))));
    return new Reopening(facts, progress(plan, after));
  }

  private static StepState reopened(StepState from) {
    return from == StepState.WAITING ? from : Machines.STEP.require(from, StepState.WAITING);
  }

  private static UpstreamCounts count(RunPlan plan, int step, IntFunction<StepState> states) {
    UpstreamCounts counts = UpstreamCounts.none(plan.parentCount(step));
    for (int parent : plan.parents(step)) {
      counts = counts.moved(StepState.WAITING, states.apply(parent));
    }
    return counts;
  }

  private static RunProgress progress(RunPlan plan, IntFunction<StepState> states) {
    RunProgress progress = RunProgress.untouched(plan);
    for (int step = 0; step < plan.size(); step++) {
      progress = progress.moved(StepState.WAITING, states.apply(step), plan.isLeaf(step));
    }
    return progress;
  }
}

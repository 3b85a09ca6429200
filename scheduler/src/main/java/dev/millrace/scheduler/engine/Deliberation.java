package dev.millrace.scheduler.engine;

import dev.millrace.scheduler.engine.Change.Why;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one decision while it is made: facts as loaded and changed so far, and the moves of
 * the current round, which nobody sees before the round is settled. Single use, one thread.
 */
final class Deliberation {
  /** A move of the round that is not settled yet; {@code why} is null if the step ended outside. */
  private record Move(StepState to, @Nullable Why why, Outcome outcome) {}

  private final RunPlan plan;
  private final RunView view;
  private final Map<Integer, StepFacts> facts = new TreeMap<>();
  private final BitSet changed = new BitSet();
  private final List<Change> changes = new ArrayList<>();
  private final Map<Integer, StepState> decided = new TreeMap<>();
  private final Map<Integer, Move> moves = new LinkedHashMap<>();
  private RunProgress progress;

  Deliberation(RunPlan plan, RunView view, RunProgress progress) {
    this.plan = plan;
    this.view = view;
    this.progress = progress;
  }

  boolean isStopping() {
    return progress.isStopping();
  }

  UpstreamCounts upstream(int step) {
    return factsOf(step).upstream();
  }

  Optional<StepState> decided(int step) {
    return Optional.ofNullable(decided.get(step));
  }

  void endedOutside(StepEnd end) {
    moves.putIfAbsent(end.step(), new Move(end.state(), null, end.outcome()));
  }

  void ready(int step) {
    moves.put(step, new Move(StepState.READY, null, Outcome.Plain.PLAIN));
  }

  void end(int step, StepState state, Why why) {
    end(step, state, why, Outcome.Plain.PLAIN);
  }

  void end(int step, StepState state, Why why, Outcome outcome) {
    moves.put(step, new Move(state, why, outcome));
  }

  /**
   * Makes the round's moves, then the skips they bring, and counts them all into the steps behind.
   *
   * @return the waiting steps to judge next: those whose counters changed
   */
  BitSet settle() {
    BitSet behind = new BitSet();
    Map<Integer, Why> skips = new TreeMap<>();
    moves.forEach(
        (step, move) -> {
          if (move.to().isTerminal()) {
            plan.addChildren(step, behind);
          }
          if (move.to() == StepState.SUCCEEDED) {
            collectSkips(step, move.outcome(), skips);
          }
        });
    load(behind, skips.keySet());
    moves.forEach(this::make);
    moves.clear();

    BitSet behindSkipped = new BitSet();
    skips.keySet().removeIf(step -> !maySkip(step));
    skips.keySet().forEach(step -> plan.addChildren(step, behindSkipped));
    load(behindSkipped, List.of());
    skips.forEach(this::skip);

    behind.or(behindSkipped);
    return waitingAmong(behind);
  }

  /** Those of the steps that wait; loads them if need be. */
  BitSet waitingAmong(BitSet steps) {
    load(steps, List.of());
    BitSet waiting = new BitSet();
    steps.stream().filter(step -> factsOf(step).state() == StepState.WAITING).forEach(waiting::set);
    return waiting;
  }

  Decision conclude() {
    if (progress.unfinished() == 0) {
      changes.add(new Change.RunEnded(progress.end()));
    }
    List<StepFacts> touched = changed.stream().mapToObj(this::factsOf).toList();
    return new Decision(changes, touched, progress);
  }

  /** Those of the waiting steps that these outcomes skip and that are direct children of them. */
  Map<Integer, Why> directSkips(Map<Integer, Outcome> outcomes, BitSet waiting) {
    Map<Integer, Why> skips = new TreeMap<>();
    outcomes.forEach(
        (step, outcome) -> {
          BitSet direct = new BitSet();
          plan.addChildren(step, direct);
          direct.and(waiting);
          if (!direct.isEmpty()) {
            Map<Integer, Why> all = new TreeMap<>();
            collectSkips(step, outcome, all);
            all.forEach(
                (skipped, why) -> {
                  if (direct.get(skipped)) {
                    skips.putIfAbsent(skipped, why);
                  }
                });
          }
        });
    return skips;
  }

  private void collectSkips(int step, Outcome outcome, Map<Integer, Why> skips) {
    switch (outcome) {
      case Outcome.Plain plain -> {}
      case Outcome.Choice choice -> {
        BitSet chosen = new BitSet();
        choice.next().forEach(name -> plan.find(name).ifPresent(chosen::set));
        Why why = new Why.NotChosen(step);
        plan.notFollowed(step, chosen).stream().forEach(skip -> skips.putIfAbsent(skip, why));
      }
      case Outcome.ShortCircuit stop -> {
        Why why = new Why.ShortCircuited(step);
        skippedBy(step, stop).stream().forEach(skip -> skips.putIfAbsent(skip, why));
      }
    }
  }

  private BitSet skippedBy(int step, Outcome.ShortCircuit stop) {
    return switch (stop) {
      case ALL -> plan.descendants(step);
      case DIRECT -> {
        BitSet direct = new BitSet();
        plan.addChildren(step, direct);
        yield direct;
      }
      case CONTINUE -> new BitSet();
    };
  }

  // Ready, running and other ended steps are left alone: what started, or ended by itself, stays as
  // it is.
  private boolean maySkip(int step) {
    StepState state = factsOf(step).state();
    return state == StepState.WAITING || state == StepState.UPSTREAM_FAILED;
  }

  private void make(int step, Move move) {
    if (move.to() == StepState.READY) {
      put(step, StepState.READY);
      changes.add(new Change.StepReadied(step));
    } else if (move.why() == null) {
      countEnd(step, StepState.RUNNING, move.to());
      noteEndedOutside(step, move.to());
    } else {
      moveTo(step, move.to(), move.why());
    }
  }

  private void skip(int step, Why why) {
    moveTo(step, StepState.SKIPPED, why);
  }

  private void moveTo(int step, StepState to, Why why) {
    StepState from = factsOf(step).state();
    Machines.STEP.require(from, to);
    put(step, to);
    changes.add(new Change.StepEnded(step, from, to, why));
    countEnd(step, from, to);
  }

  private void countEnd(int step, StepState from, StepState to) {
    progress = progress.moved(from, to, plan.isLeaf(step));
    for (int child : plan.childrenOf(step)) {
      StepFacts before = factsOf(child);
      facts.put(child, before.withUpstream(before.upstream().moved(from, to)));
      changed.set(child);
    }
  }

  private void put(int step, StepState state) {
    facts.put(step, factsOf(step).withState(state));
    changed.set(step);
    decided.put(step, state);
  }

  // Whoever closed the step has written its row, so it is not among the touched ones unless a
  // counter changes.
  private void noteEndedOutside(int step, StepState state) {
    decided.put(step, state);
    facts.computeIfPresent(step, (key, known) -> known.withState(state));
  }

  private void load(BitSet steps, Iterable<Integer> more) {
    BitSet missing = (BitSet) steps.clone();
    more.forEach(missing::set);
    facts.keySet().forEach(missing::clear);
    if (!missing.isEmpty()) {
      for (StepFacts loaded : view.load(missing)) {
        StepState known = decided.get(loaded.step());
        facts.put(loaded.step(), known == null ? loaded : loaded.withState(known));
      }
    }
  }

  private StepFacts factsOf(int step) {
    StepFacts known = facts.get(step);
    if (known == null) {
      throw new IllegalStateException("the view did not load step '%s'".formatted(plan.name(step)));
    }
    return known;
  }
}

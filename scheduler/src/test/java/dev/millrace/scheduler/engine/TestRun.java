package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.RunPlan.PlannedStep;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run in memory: applies decisions as the store would, and counts what they read. */
final class TestRun implements RunView {
  final RunPlan plan;
  final List<Change> history = new ArrayList<>();
  int rowsRead;
  int loads;
  RunState state = RunState.RUNNING;
  private final StepFacts[] rows;
  private final StartEvaluator evaluator;
  private final Map<Integer, Outcome> remembered = new LinkedHashMap<>();
  private RunProgress progress;

  TestRun(RunPlan plan, StartEvaluator evaluator) {
    this.plan = plan;
    this.evaluator = evaluator;
    this.progress = RunProgress.untouched(plan);
    this.rows = new StepFacts[plan.size()];
    for (int step = 0; step < rows.length; step++) {
      rows[step] =
          new StepFacts(step, StepState.WAITING, UpstreamCounts.none(plan.parentCount(step)));
    }
  }

  static TestRun of(PlannedStep... steps) {
    return new TestRun(RunPlan.of(List.of(steps)), StartEvaluator.none());
  }

  static TestRun of(StartEvaluator evaluator, PlannedStep... steps) {
    return new TestRun(RunPlan.of(List.of(steps)), evaluator);
  }

  static PlannedStep work(String name, String... dependsOn) {
    return step(name, StepKind.WORK, TriggerRule.ALL_SUCCESS, dependsOn);
  }

  static PlannedStep work(String name, TriggerRule rule, String... dependsOn) {
    return step(name, StepKind.WORK, rule, dependsOn);
  }

  static PlannedStep noop(String name, String... dependsOn) {
    return step(name, StepKind.NOOP, TriggerRule.ALL_SUCCESS, dependsOn);
  }

  static PlannedStep branch(String name, String... dependsOn) {
    return step(name, StepKind.BRANCH, TriggerRule.ALL_SUCCESS, dependsOn);
  }

  static PlannedStep step(String name, StepKind kind, TriggerRule rule, String... dependsOn) {
    return new PlannedStep(name, kind, rule, List.of(dependsOn), ShortCircuit.DIRECT);
  }

  @Override
  public Collection<StepFacts> load(BitSet steps) {
    loads++;
    rowsRead += steps.cardinality();
    return steps.stream().mapToObj(step -> rows[step]).toList();
  }

  Decision start() {
    return apply(new Decider(plan).start(this, progress, evaluator));
  }

  Decision end(String step, StepState as) {
    return end(step, as, Outcome.Plain.PLAIN);
  }

  Decision end(String step, StepState as, Outcome outcome) {
    return end(List.of(new StepEnd(plan.index(step), as, outcome)));
  }

  Decision end(List<StepEnd> ends) {
    // As a worker would: reports its start, then ends.
    for (StepEnd end : ends) {
      StepFacts row = rows[end.step()];
      if (row.state() == StepState.READY) {
        Machines.STEP.require(StepState.READY, StepState.RUNNING);
        row = row.withState(StepState.RUNNING);
      }
      Machines.STEP.require(row.state(), end.state());
      rows[end.step()] = row.withState(end.state());
      if (end.state() == StepState.SUCCEEDED) {
        remembered.put(end.step(), end.outcome());
      }
    }
    return apply(new Decider(plan).after(ends, this, progress, evaluator));
  }

  /** Cancels or times out: closes what is not live, as the store does with one statement. */
  Decision stop(RunProgress.Course course, String... live) {
    int closed = 0;
    for (int step = 0; step < rows.length; step++) {
      if (!rows[step].state().isTerminal() && !List.of(live).contains(plan.name(step))) {
        rows[step] = rows[step].withState(StepState.CANCELLED);
        closed++;
      }
    }
    progress = progress.stopped(course, closed);
    state = Machines.RUN.require(state, RunState.CANCELLING);
    return apply(new Decider(plan).after(List.of(), this, progress, evaluator));
  }

  /** Reopens these steps, and the run with them if it had ended; a ready one is no worker's. */
  Decision rerun(BitSet touched) {
    Reopening reopening = Reopening.of(plan, step -> rows[step].state(), touched);
    reopening.facts().forEach(facts -> rows[facts.step()] = facts);
    touched.stream().forEach(remembered::remove);
    progress = reopening.progress();
    if (state.isTerminal()) {
      state = Machines.RUN.require(state, RunState.RUNNING);
    }
    BitSet waiting = new BitSet();
    for (StepFacts row : rows) {
      waiting.set(row.step(), row.state() == StepState.WAITING);
    }
    return apply(new Decider(plan).resume(waiting, remembered, this, progress, evaluator));
  }

  BitSet steps(Collection<String> names) {
    BitSet steps = new BitSet();
    names.forEach(name -> steps.set(plan.index(name)));
    return steps;
  }

  private Decision apply(Decision decision) {
    for (Change change : decision.changes()) {
      if (change instanceof Change.StepEnded ended && ended.why() instanceof Change.Why.Chose c) {
        remembered.put(ended.step(), plan.outcome(ended.step(), c.next()));
      }
    }
    for (StepFacts after : decision.touched()) {
      rows[after.step()] = after;
    }
    progress = decision.progress();
    decision.runEnd().ifPresent(end -> state = Machines.RUN.require(state, end));
    history.addAll(decision.changes());
    return decision;
  }

  StepState state(String step) {
    return rows[plan.index(step)].state();
  }

  StepState state(int step) {
    return rows[step].state();
  }

  Map<String, StepState> states() {
    Map<String, StepState> states = new LinkedHashMap<>();
    for (StepFacts row : rows) {
      states.put(plan.name(row.step()), row.state());
    }
    return states;
  }

  List<String> readySteps() {
    return states().entrySet().stream()
        .filter(entry -> entry.getValue() == StepState.READY)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The counters that decisions kept are those that counting anew gives. */
  void assertCountersAreTrue() {
    int unfinished = 0;
    int failedLeaves = 0;
    for (StepFacts row : rows) {
      UpstreamCounts counted = UpstreamCounts.none(plan.parentCount(row.step()));
      for (int parent : plan.parents(row.step())) {
        counted = counted.moved(StepState.WAITING, rows[parent].state());
      }
      assertThat(row.upstream()).as("counters of %s", plan.name(row.step())).isEqualTo(counted);
      unfinished += row.state().isTerminal() ? 0 : 1;
      failedLeaves += plan.isLeaf(row.step()) && row.state().failsRun() ? 1 : 0;
    }
    assertThat(progress.unfinished()).isEqualTo(unfinished);
    assertThat(progress.failedLeaves()).isEqualTo(failedLeaves);
  }
}

package dev.millrace.scheduler.engine;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.TriggerRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The structure of a run: its steps as numbers, and the edges between them. Built once from a Dag's
 * version and good for every run of it. Immutable and safe to share between threads.
 *
 * <p>A step's index is its place in the plan, from 0; it is stable for a Dag version and only for
 * that.
 */
public final class RunPlan {
  private final List<PlannedStep> steps;
  private final Map<String, Integer> indexes;
  private final int[][] parents;
  private final int[][] children;
  // A step's place in one topological order: what lies downstream of a step has a higher rank.
  private final int[] ranks;

  /**
   * A step as deciding sees it.
   *
   * @param dependsOn the names of its direct upstream steps; one named twice counts once
   * @param shortCircuit what a branch skips that chooses nothing; without meaning for other steps
   */
  public record PlannedStep(
      String name,
      StepKind kind,
      TriggerRule rule,
      List<String> dependsOn,
      ShortCircuit shortCircuit) {
    public PlannedStep {
      dependsOn = List.copyOf(dependsOn);
    }

    static PlannedStep of(Step step) {
      StepKind kind =
          switch (step) {
            case NotebookStep notebook -> StepKind.WORK;
            case ScriptStep script -> StepKind.WORK;
            case ShellStep shell -> StepKind.WORK;
            case NoopStep noop -> StepKind.NOOP;
            case BranchStep branch ->
                switch (branch.choice()) {
                  case BranchChoice.Conditions conditions -> StepKind.BRANCH;
                  case BranchChoice.ByNotebook notebook -> StepKind.WORK;
                };
          };
      ShortCircuit shortCircuit =
          step instanceof BranchStep branch ? branch.shortCircuit() : ShortCircuit.DIRECT;
      return new PlannedStep(step.id(), kind, step.triggerRule(), step.dependsOn(), shortCircuit);
    }

    private PlannedStep dependingOn(List<String> upstream) {
      return new PlannedStep(name, kind, rule, upstream, shortCircuit);
    }
  }

  private RunPlan(List<PlannedStep> steps) {
    this.steps = List.copyOf(steps);
    this.indexes = HashMap.newHashMap(steps.size());
    for (int i = 0; i < this.steps.size(); i++) {
      if (indexes.putIfAbsent(this.steps.get(i).name(), i) != null) {
        throw new IllegalArgumentException(
            "two steps are named '%s'".formatted(this.steps.get(i).name()));
      }
    }
    this.parents = new int[this.steps.size()][];
    this.children = new int[this.steps.size()][];
    linkSteps();
    this.ranks = rankSteps();
  }

  /**
   * The plan of a valid Dag: every step after its upstream steps, else in the order of the
   * definition.
   *
   * @throws IllegalStateException if there is a cycle
   * @throws IllegalArgumentException as {@link #of(List)}
   */
  public static RunPlan of(Dag dag) {
    return of(dag.graph().topologicalOrder().stream().map(dag::step).map(PlannedStep::of).toList());
  }

  /**
   * A plan of these steps, in this order.
   *
   * @throws IllegalArgumentException if two steps share a name, one depends on an unknown step or
   *     there is a cycle; the validator has refused such a Dag long before
   */
  public static RunPlan of(List<PlannedStep> steps) {
    return new RunPlan(steps);
  }

  /**
   * This plan with some steps as other plans have them, but for their edges, which stay.
   *
   * @param others by the step's name; each has a step of that name
   */
  public RunPlan with(Map<String, RunPlan> others) {
    return of(
        steps.stream()
            .map(
                step -> {
                  RunPlan other = others.get(step.name());
                  return other == null
                      ? step
                      : other.steps.get(other.index(step.name())).dependingOn(step.dependsOn());
                })
            .toList());
  }

  private void linkSteps() {
    int[] childCounts = new int[steps.size()];
    for (int step = 0; step < steps.size(); step++) {
      List<String> names = steps.get(step).dependsOn();
      int[] upstream = names.stream().mapToInt(this::index).distinct().sorted().toArray();
      parents[step] = upstream;
      for (int parent : upstream) {
        childCounts[parent]++;
      }
    }
    for (int step = 0; step < steps.size(); step++) {
      children[step] = new int[childCounts[step]];
    }
    int[] filled = new int[steps.size()];
    for (int step = 0; step < steps.size(); step++) {
      for (int parent : parents[step]) {
        children[parent][filled[parent]++] = step;
      }
    }
  }

  private int[] rankSteps() {
    int[] order = new int[steps.size()];
    int[] missing = new int[steps.size()];
    ArrayDeque<Integer> free = new ArrayDeque<>();
    for (int step = 0; step < steps.size(); step++) {
      missing[step] = parents[step].length;
      if (missing[step] == 0) {
        free.add(step);
      }
    }
    int rank = 0;
    while (!free.isEmpty()) {
      int step = free.remove();
      order[step] = rank++;
      for (int child : children[step]) {
        if (--missing[child] == 0) {
          free.add(child);
        }
      }
    }
    if (rank < steps.size()) {
      throw new IllegalArgumentException("the steps depend on each other in a cycle");
    }
    return order;
  }

  /** How many steps there are. */
  public int size() {
    return steps.size();
  }

  public String name(int step) {
    return steps.get(step).name();
  }

  public StepKind kind(int step) {
    return steps.get(step).kind();
  }

  public TriggerRule rule(int step) {
    return steps.get(step).rule();
  }

  /**
   * @throws IllegalArgumentException if there is no step of that name
   */
  public int index(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no step '%s'".formatted(name)));
  }

  public OptionalInt find(String name) {
    Integer index = indexes.get(name);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * Those of the names that no step has, in order. A branch that chooses one of them must fail, and
   * whoever closes the branch asks this first: {@link Decider} passes over unknown names.
   */
  public List<String> unknown(Collection<String> names) {
    return names.stream().filter(name -> !indexes.containsKey(name)).toList();
  }

  /**
   * What it means that a branch chose these steps: the choice itself, or, if it is empty, what the
   * branch's {@code shortCircuit} says.
   */
  public Outcome outcome(int branch, List<String> chosen) {
    return chosen.isEmpty() && steps.get(branch).shortCircuit() == ShortCircuit.ALL
        ? Outcome.ShortCircuit.ALL
        : new Outcome.Choice(chosen);
  }

  /** How many direct upstream steps a step has: {@link UpstreamCounts#total()} of its row. */
  public int parentCount(int step) {
    return parents[step].length;
  }

  /** Direct upstream steps, ascending. A copy. */
  public int[] parents(int step) {
    return parents[step].clone();
  }

  /** Direct downstream steps, ascending. A copy. */
  public int[] children(int step) {
    return children[step].clone();
  }

  /** Adds the direct downstream steps of a step to a set. */
  void addChildren(int step, BitSet into) {
    for (int child : children[step]) {
      into.set(child);
    }
  }

  int[] childrenOf(int step) {
    return children[step];
  }

  /** Whether nothing depends on the step, so that its end decides how the run ends. */
  public boolean isLeaf(int step) {
    return children[step].length == 0;
  }

  /**
   * Steps that may start before anything ended: those without upstream steps and those that always
   * start.
   */
  List<Integer> startable() {
    List<Integer> startable = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      if (parents[step].length == 0 || steps.get(step).rule() == TriggerRule.ALWAYS) {
        startable.add(step);
      }
    }
    return startable;
  }

  /** These steps and everything downstream of them. */
  BitSet withDownstream(BitSet steps) {
    return reachable(steps, Integer.MAX_VALUE);
  }

  /** These steps and everything upstream of them. */
  BitSet withUpstream(BitSet steps) {
    BitSet reached = (BitSet) steps.clone();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    steps.stream().forEach(open::add);
    while (!open.isEmpty()) {
      for (int parent : parents[open.remove()]) {
        if (!reached.get(parent)) {
          reached.set(parent);
          open.add(parent);
        }
      }
    }
    return reached;
  }

  /** Everything downstream of a step, itself left out. */
  public BitSet descendants(int step) {
    BitSet start = new BitSet();
    start.set(step);
    BitSet reached = reachable(start, Integer.MAX_VALUE);
    reached.clear(step);
    return reached;
  }

  /**
   * The direct downstream steps of a branch that are neither chosen nor downstream of a chosen
   * step.
   */
  BitSet notFollowed(int branch, BitSet chosen) {
    BitSet left = new BitSet();
    addChildren(branch, left);
    left.andNot(chosen);
    int highest = left.stream().map(step -> ranks[step]).max().orElse(-1);
    left.andNot(reachable(chosen, highest));
    return left;
  }

  /**
   * The given steps and what is downstream of them, without walking on from a step that ranks
   * {@code upTo} or higher.
   */
  private BitSet reachable(BitSet from, int upTo) {
    BitSet reached = (BitSet) from.clone();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    from.stream().forEach(open::add);
    while (!open.isEmpty()) {
      int step = open.remove();
      if (ranks[step] < upTo) {
        for (int child : children[step]) {
          if (!reached.get(child)) {
            reached.set(child);
            open.add(child);
          }
        }
      }
    }
    return reached;
  }
}

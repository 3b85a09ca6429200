package dev.millrace.scheduler.store;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagGraph;
import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.expression.DagExpressions;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One version of a Dag with what is computed from it once. Safe for any number of threads. */
public final class Definition {
  private final UUID id;
  private final UUID dagId;
  private final int number;
  private final Dag dag;
  private final RunPlan plan;
  private final DagExpressions expressions;
  private final DagGraph graph;
  private final boolean publishes;
  private final Map<String, EffectiveStep> effective = new ConcurrentHashMap<>();
  private final Map<String, SequencedSet<String>> publishers = new ConcurrentHashMap<>();

  Definition(UUID id, UUID dagId, int number, Dag dag) {
    this.id = id;
    this.dagId = dagId;
    this.number = number;
    this.dag = dag;
    this.plan = RunPlan.of(dag);
    this.expressions = new DagExpressions(dag);
    this.graph = dag.graph();
    this.publishes = dag.steps().keySet().stream().anyMatch(this::publishes);
  }

  /** The version's id. */
  public UUID id() {
    return id;
  }

  /** The Dag's id. */
  public UUID dagId() {
    return dagId;
  }

  /** The version's number. */
  public int number() {
    return number;
  }

  /** What it says. */
  public Dag dag() {
    return dag;
  }

  /** Its structure for deciding; a step's index is its place in topological order. */
  public RunPlan plan() {
    return plan;
  }

  /** Its expressions, compiled when they are first needed. */
  public DagExpressions expressions() {
    return expressions;
  }

  /** The step of that id with its defaults resolved. */
  public EffectiveStep step(String step) {
    return effective.computeIfAbsent(step, dag::effective);
  }

  /** Upstream steps, direct and transitive, nearest first. */
  public SequencedSet<String> before(String step) {
    return graph.ancestors(step);
  }

  /** Upstream steps, direct and transitive, that publish files; nearest first. */
  public SequencedSet<String> publishersBefore(String step) {
    if (!publishes) {
      return Collections.unmodifiableSequencedSet(new LinkedHashSet<>());
    }
    return publishers.computeIfAbsent(
        step,
        key -> {
          SequencedSet<String> before = new LinkedHashSet<>(graph.ancestors(key));
          before.removeIf(upstream -> !publishes(upstream));
          return Collections.unmodifiableSequencedSet(before);
        });
  }

  private boolean publishes(String step) {
    return dag.step(step).settings().artifacts() != Artifacts.Choice.NONE;
  }
}

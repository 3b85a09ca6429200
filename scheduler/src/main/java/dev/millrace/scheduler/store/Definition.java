package dev.millrace.scheduler.store;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagGraph;
import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.expression.DagExpressions;
import java.util.List;
import java.util.Map;
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
  private final Map<String, List<String>> publishers = new ConcurrentHashMap<>();

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

  /** Its structure for deciding; a step's index is its place in the definition. */
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

  /** Upstream steps, direct and transitive, that publish files; in the order of the definition. */
  public List<String> publishersBefore(String step) {
    if (!publishes) {
      return List.of();
    }
    return publishers.computeIfAbsent(
        step,
        key -> {
          var before = graph.ancestors(key);
          return graph.steps().stream().filter(before::contains).filter(this::publishes).toList();
        });
  }

  private boolean publishes(String step) {
    return dag.step(step).settings().artifacts() != Artifacts.Choice.NONE;
  }
}

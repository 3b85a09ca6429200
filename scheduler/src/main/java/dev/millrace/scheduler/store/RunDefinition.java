package dev.millrace.scheduler.store;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.Step;
import dev.millrace.scheduler.engine.RunPlan;
import dev.millrace.scheduler.expression.StepExpressions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run does, step by step: what its own version says, but for steps that a rerun gave a newer
 * one. The edges are those of its own version; a rerun makes sure of that. Immutable.
 */
public final class RunDefinition {
  private final Definition own;
  private final Map<String, Newer> newer;
  private final RunPlan plan;

  /**
   * The version that a step got with a rerun.
   *
   * @param rerun number of that rerun
   */
  public record Newer(int rerun, Definition definition) {}

  /**
   * @param newer by the step's id; every other step is as the run's own version says
   */
  public RunDefinition(Definition own, Map<String, Newer> newer) {
    this.own = own;
    this.newer = Map.copyOf(newer);
    this.plan = newer.isEmpty() ? own.plan() : mixed(own.plan());
  }

  private RunPlan mixed(RunPlan ours) {
    Map<String, RunPlan> plans = new LinkedHashMap<>();
    newer.forEach((step, version) -> plans.put(step, version.definition().plan()));
    return ours.with(plans);
  }

  /** The version that the run was made from. */
  public Definition own() {
    return own;
  }

  /** The version that says what this step does. */
  public Definition of(String step) {
    Newer version = newer.get(step);
    return version == null ? own : version.definition();
  }

  /** Number of the rerun whose files and parameters the step uses; 0: the run's own. */
  public int basis(String step) {
    Newer version = newer.get(step);
    return version == null ? 0 : version.rerun();
  }

  /** The structure for deciding: a step's index is its place in the run's own version. */
  public RunPlan plan() {
    return plan;
  }

  /** The step as its author wrote it. */
  public Step definition(String step) {
    return of(step).dag().step(step);
  }

  /** The step with its defaults resolved. */
  public EffectiveStep step(String step) {
    return of(step).step(step);
  }

  /** The step's expressions. */
  public StepExpressions expressions(String step) {
    return of(step).expressions().step(step);
  }

  /** How long one go of the run may take; null: for ever. */
  public @Nullable Duration timeout() {
    return own.dag().timeout();
  }
}

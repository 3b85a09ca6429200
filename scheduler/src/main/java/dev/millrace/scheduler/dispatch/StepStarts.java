package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.ExpressionReads.RunContext;
import dev.millrace.scheduler.dispatch.ExpressionReads.StoredStep;
import dev.millrace.scheduler.engine.StartEvaluator;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.expression.ExpressionContext;
import dev.millrace.scheduler.expression.ExpressionContext.StepValues;
import dev.millrace.scheduler.expression.StepExpressions;
import dev.millrace.scheduler.expression.StepResult;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.ResolvedStep;
import dev.millrace.scheduler.store.RunDefinition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates what steps say with expressions at the moment in which they may start. */
final class StepStarts {
  private final ExpressionReads reads;

  StepStarts(ExpressionReads reads) {
    this.reads = reads;
  }

  /** An evaluator for one decision about a run, under its lock. */
  Evaluator of(UUID run, RunDefinition definition) {
    return new Evaluator(
        definition, basis -> reads.run(run, basis), steps -> reads.steps(run, steps));
  }

  /** An evaluator for the first decision about a run that is not written yet. */
  static Evaluator ofNew(RunContext run, RunDefinition definition) {
    return new Evaluator(
        definition, basis -> run, steps -> steps.stream().map(StoredStep::untouched).toList());
  }

  /** Evaluates steps and keeps their values until their rows are written. */
  static final class Evaluator implements StartEvaluator {
    private final RunDefinition definition;
    private final IntFunction<RunContext> run;
    private final Function<Set<String>, List<StoredStep>> steps;
    private final Map<String, StoredStep> stored = new HashMap<>();
    private final Map<Integer, ResolvedStep> resolved = new HashMap<>();

    private Evaluator(
        RunDefinition definition,
        IntFunction<RunContext> run,
        Function<Set<String>, List<StoredStep>> steps) {
      this.definition = definition;
      this.run = run;
      this.steps = steps;
    }

    /** The values of a step that this evaluator started; empty for any other. */
    Optional<ResolvedStep> resolved(int step) {
      return Optional.ofNullable(resolved.get(step));
    }

    @Override
    public void prepare(BitSet steps, Decided decided) {
      Set<String> missing = new HashSet<>();
      steps.stream().forEach(step -> missing.addAll(mentioned(step)));
      missing.removeAll(stored.keySet());
      this.steps.apply(missing).forEach(step -> stored.put(step.step(), step));
    }

    // A definition whose expressions do not compile fails its step in evaluate(), not the decision
    // here.
    private Set<String> mentioned(int step) {
      try {
        return expressions(step).upstream();
      } catch (RuntimeException e) {
        return Set.of();
      }
    }

    @Override
    public Evaluation evaluate(int step, Decided decided) {
      RunContext context = run.apply(definition.basis(definition.plan().name(step)));
      Map<String, StepValues> upstream = new HashMap<>();
      for (String name : expressions(step).upstream()) {
        StoredStep row = stored.get(name);
        if (row != null) {
          StepState state = decided.state(definition.plan().index(name)).orElse(row.state());
          upstream.put(name, new StepValues(state.wireName(), row.outputs()));
        }
      }
      StepResult result =
          expressions(step)
              .evaluate(
                  new ExpressionContext(
                      context.parameters(), context.values(), upstream, context.vars()));
      return switch (result) {
        case StepResult.ConditionFalse skip -> Evaluation.Skip.SKIP;
        case StepResult.Chosen chosen -> new Evaluation.Choose(chosen.next());
        case StepResult.Resolved values -> {
          ObjectNode parameters = Json.object();
          values.parameters().forEach(parameters::set);
          resolved.put(step, new ResolvedStep(parameters, values.env()));
          yield Evaluation.Start.START;
        }
      };
    }

    private StepExpressions expressions(int step) {
      return definition.expressions(definition.plan().name(step));
    }
  }
}

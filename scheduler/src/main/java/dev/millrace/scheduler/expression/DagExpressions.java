package dev.millrace.scheduler.expression;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * The expressions of one Dag version, each compiled when it is first needed and kept. Good for
 * every run of that version and safe for many threads.
 */
public final class DagExpressions {
  private final Dag dag;
  // Dear to make, and most Dags have no expression at all. Made twice at worst, when two threads
  // compile their first one at once.
  private volatile @Nullable CelEnvironment environment;
  private final Map<String, CompiledExpression> compiled = new ConcurrentHashMap<>();
  private final Map<String, StepExpressions> steps = new ConcurrentHashMap<>();

  /**
   * @param dag one that {@link ExpressionChecker} has accepted
   */
  public DagExpressions(Dag dag) {
    this.dag = dag;
  }

  /**
   * The expressions of a step; every step has them, if only to pass on its fixed values.
   *
   * @throws ExpressionException if one does not compile, which {@link ExpressionChecker} would have
   *     found
   * @throws java.util.NoSuchElementException if there is no such step
   */
  public StepExpressions step(String id) {
    return steps.computeIfAbsent(id, key -> compile(dag.effective(key)));
  }

  /**
   * The expressions of the run's own result; none where the Dag defines no outputs.
   *
   * @throws ExpressionException if one does not compile, which {@link ExpressionChecker} would have
   *     found
   */
  public OutputExpressions outputs() {
    SequencedMap<String, ValueTemplate> outputs = new LinkedHashMap<>();
    dag.outputs()
        .forEach((name, value) -> outputs.put(name, ValueTemplate.of(value, this::compile)));
    return new OutputExpressions(dag.parameters(), outputs);
  }

  private StepExpressions compile(EffectiveStep effective) {
    Step step = effective.step();
    String when = step.settings().when();
    SequencedMap<String, ValueTemplate> env = new LinkedHashMap<>();
    effective
        .env()
        .forEach(
            (name, text) ->
                env.put(name, ValueTemplate.of(StringNode.valueOf(text), this::compile)));
    SequencedMap<String, ValueTemplate> parameters = new LinkedHashMap<>();
    parametersOf(step)
        .forEach((name, value) -> parameters.put(name, ValueTemplate.of(value, this::compile)));
    return new StepExpressions(
        dag.parameters(), when == null ? null : compile(when), casesOf(step), parameters, env);
  }

  private CompiledExpression compile(String source) {
    return compiled.computeIfAbsent(source, text -> environment().compile(text));
  }

  private CelEnvironment environment() {
    CelEnvironment made = environment;
    if (made == null) {
      made = new CelEnvironment(dag.parameters());
      environment = made;
    }
    return made;
  }

  private static Map<String, JsonNode> parametersOf(Step step) {
    return switch (step) {
      case NotebookStep notebook -> notebook.task().parameters();
      case ScriptStep script -> script.parameters();
      case ShellStep shell -> shell.parameters();
      case BranchStep branch ->
          branch.choice() instanceof BranchChoice.ByNotebook byNotebook
              ? byNotebook.task().parameters()
              : Map.of();
      case NoopStep noop -> Map.of();
    };
  }

  private @Nullable List<StepExpressions.Case> casesOf(Step step) {
    if (!(step instanceof BranchStep branch)
        || !(branch.choice() instanceof BranchChoice.Conditions conditions)) {
      return null;
    }
    List<StepExpressions.Case> cases = new ArrayList<>();
    for (BranchChoice.Case one : conditions.cases()) {
      List<String> to = one.to();
      cases.add(
          new StepExpressions.Case(
              compile(one.when()),
              to == null ? List.copyOf(dag.graph().downstream(step.id())) : to));
    }
    if (conditions.otherwise() != null) {
      cases.add(new StepExpressions.Case(null, conditions.otherwise()));
    }
    return cases;
  }
}

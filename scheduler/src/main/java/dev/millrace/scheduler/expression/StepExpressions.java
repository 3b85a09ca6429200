package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The compiled expressions of one step. Immutable and safe for many threads. */
public final class StepExpressions {
  /**
   * A case of a branch.
   *
   * @param when null for the case that is taken otherwise
   */
  record Case(@Nullable CompiledExpression when, List<String> to) {}

  private final Map<String, Parameter> declared;
  private final @Nullable CompiledExpression when;
  private final @Nullable List<Case> cases;
  private final SequencedMap<String, ValueTemplate> parameters;
  private final SequencedMap<String, ValueTemplate> env;

  /**
   * @param cases null unless the step is a branch over conditions
   */
  StepExpressions(
      Map<String, Parameter> declared,
      @Nullable CompiledExpression when,
      @Nullable List<Case> cases,
      SequencedMap<String, ValueTemplate> parameters,
      SequencedMap<String, ValueTemplate> env) {
    this.declared = declared;
    this.when = when;
    this.cases = cases;
    this.parameters = parameters;
    this.env = env;
  }

  /**
   * The ids of the steps whose state or outputs the expressions read: what a context must hold of
   * steps.
   */
  public Set<String> upstream() {
    List<Case> branch = cases == null ? List.of() : cases;
    return Stream.of(
            Stream.ofNullable(when),
            branch.stream().flatMap(one -> Stream.ofNullable(one.when())),
            parameters.values().stream().flatMap(ValueTemplate::expressions),
            env.values().stream().flatMap(ValueTemplate::expressions))
        .flatMap(expressions -> expressions)
        .flatMap(expression -> expression.steps().mentions().stream())
        .map(StepMention::step)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Evaluates them. Pure, and bounded in time and memory.
   *
   * @throws ExpressionException naming the parameter, variable or condition, the expression, and
   *     what is absent or wrong with it; the step fails with the cause {@code user}
   */
  public StepResult evaluate(ExpressionContext context) {
    CompiledExpression.Scope scope = Scopes.of(context, declared);
    if (when != null && !isTrue("when", when, scope)) {
      return StepResult.ConditionFalse.CONDITION_FALSE;
    }
    if (cases != null) {
      return choose(cases, scope);
    }
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, template) ->
            values.put(
                name, naming("parameter '%s'".formatted(name), () -> template.render(scope))));
    SequencedMap<String, String> variables = new LinkedHashMap<>();
    env.forEach(
        (name, template) ->
            variables.put(
                name,
                naming("env '%s'".formatted(name), () -> environmentText(template.render(scope)))));
    return new StepResult.Resolved(values, variables);
  }

  private static StepResult choose(List<Case> cases, CompiledExpression.Scope scope) {
    for (int i = 0; i < cases.size(); i++) {
      CompiledExpression condition = cases.get(i).when();
      if (condition == null || isTrue("case %d of the branch".formatted(i + 1), condition, scope)) {
        return new StepResult.Chosen(cases.get(i).to());
      }
    }
    return new StepResult.Chosen(List.of());
  }

  private static boolean isTrue(
      String what, CompiledExpression condition, CompiledExpression.Scope scope) {
    return naming("%s, '%s',".formatted(what, condition.source()), () -> condition.isTrue(scope));
  }

  private static String environmentText(JsonNode value) {
    String text = CelValues.toText(value);
    if (text.indexOf('\0') >= 0) {
      throw new ExpressionException("its value holds a NUL character");
    }
    return text;
  }

  private static <T> T naming(String what, Supplier<T> evaluation) {
    try {
      return evaluation.get();
    } catch (ExpressionException e) {
      throw new ExpressionException(
          "%s cannot be evaluated: %s".formatted(what, e.getMessage()), e);
    }
  }
}

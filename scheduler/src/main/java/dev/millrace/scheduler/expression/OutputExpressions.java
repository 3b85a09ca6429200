package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The compiled expressions of a run's own result. Immutable and safe for many threads. */
public final class OutputExpressions {
  private final Map<String, Parameter> declared;
  private final SequencedMap<String, ValueTemplate> outputs;

  OutputExpressions(Map<String, Parameter> declared, SequencedMap<String, ValueTemplate> outputs) {
    this.declared = declared;
    this.outputs = outputs;
  }

  /**
   * A run's own result.
   *
   * @param values by name, in the order of the definition
   * @param absent why the other outputs are not there, for people, by name
   */
  public record Result(SequencedMap<String, JsonNode> values, SequencedMap<String, String> absent) {
    /** Copies the maps. */
    public Result {
      values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
      absent = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(absent));
    }
  }

  /** The ids of the steps that the expressions read: what a context must hold of steps. */
  public Set<String> steps() {
    return outputs.values().stream()
        .flatMap(ValueTemplate::expressions)
        .flatMap(expression -> expression.steps().mentions().stream())
        .map(StepMention::step)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Evaluates them, each by itself: one that fails is absent and leaves the others alone. Pure, and
   * bounded in time and memory; all values together take no more than one step's output may.
   *
   * @throws ExpressionException if the context's parameters are not of their declared types
   */
  public Result evaluate(ExpressionContext context) {
    CompiledExpression.Scope scope = Scopes.of(context, declared);
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    SequencedMap<String, String> absent = new LinkedHashMap<>();
    int size = 0;
    for (Map.Entry<String, ValueTemplate> output : outputs.entrySet()) {
      try {
        JsonNode value = output.getValue().render(scope);
        int more = value.toString().length();
        Limits.requireTogether(size + more);
        size += more;
        values.put(output.getKey(), value);
      } catch (ExpressionException e) {
        absent.put(output.getKey(), Objects.requireNonNullElse(e.getMessage(), ""));
      }
    }
    return new Result(values, absent);
  }
}

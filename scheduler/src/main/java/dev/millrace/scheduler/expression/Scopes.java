package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns a context into CEL's variables, parameters by their declared types. */
final class Scopes {
  private Scopes() {}

  static CompiledExpression.Scope of(ExpressionContext context, Map<String, Parameter> declared) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    context
        .parameters()
        .forEach((name, value) -> parameters.put(name, typed(name, value, declared.get(name))));
    Map<String, Object> steps = new LinkedHashMap<>();
    context
        .steps()
        .forEach(
            (id, step) ->
                steps.put(
                    id,
                    Map.of("state", step.state(), "outputs", CelValues.fromJson(step.outputs()))));
    ExpressionContext.RunValues run = context.run();
    return new CompiledExpression.Scope(
        Map.of(
            "parameters",
            parameters,
            "steps",
            steps,
            "run",
            Map.of(
                "id", run.id(),
                "date", run.logicalTime().atZone(run.zone()).toLocalDate().toString(),
                "zone", run.zone().getId(),
                "logicalTime", run.logicalTime(),
                "dataIntervalStart", run.dataIntervalStart(),
                "dataIntervalEnd", run.dataIntervalEnd()),
            "vars",
            CelValues.fromJson(context.vars())),
        context);
  }

  private static Object typed(String name, JsonNode value, @Nullable Parameter declared) {
    if (declared == null || value.isNull()) {
      return CelValues.fromJson(value);
    }
    if (declared.type() == ParameterType.NUMBER && value.isNumber()) {
      return value.doubleValue();
    }
    if (declared.type() == ParameterType.DATETIME && value.isString()) {
      try {
        return OffsetDateTime.parse(value.stringValue()).toInstant();
      } catch (DateTimeException e) {
        throw new ExpressionException("parameter '%s' is no datetime".formatted(name), e);
      }
    }
    return CelValues.fromJson(value);
  }
}

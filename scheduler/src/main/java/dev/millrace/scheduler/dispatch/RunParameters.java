package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.JsonFlaws;
import dev.millrace.dsl.validation.ParameterValues;
import dev.millrace.scheduler.dispatch.InvalidParametersException.Problem;
import dev.millrace.scheduler.store.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of a run: every declared one with the given value or its default.
 *
 * @param values in the order of the definition
 * @param given names of those whose value was given
 */
public record RunParameters(ObjectNode values, List<String> given) {
  /**
   * Judges given values by what a Dag declares.
   *
   * @throws InvalidParametersException with every problem
   */
  public static RunParameters resolve(Map<String, Parameter> declared, ObjectNode given) {
    requireSound(given);
    List<Problem> problems = new ArrayList<>();
    ObjectNode values = Json.object();
    List<String> names = new ArrayList<>();
    for (Parameter parameter : declared.values()) {
      JsonNode value = given.get(parameter.name());
      if (value == null) {
        value = parameter.defaultValue();
        if (value == null) {
          problems.add(
              new Problem(
                  parameter.name(),
                  "PARAMETER_MISSING",
                  "parameter '%s' (%s) has no default; give it a value"
                      .formatted(parameter.name(), word(parameter.type()))));
          continue;
        }
      } else {
        names.add(parameter.name());
        judge(parameter, value, problems);
      }
      values.set(parameter.name(), value);
    }
    given
        .propertyNames()
        .forEach(
            name -> {
              if (!declared.containsKey(name)) {
                problems.add(unknown(name, declared.keySet()));
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidParametersException(problems);
    }
    // Again: the defaults are among them now, and all together have a limit.
    requireSound(values);
    return new RunParameters(values, names);
  }

  // First of all: what cannot be stored must not be shown in a message either.
  private static void requireSound(ObjectNode values) {
    List<Problem> problems =
        ParameterValues.flaws(values, InvalidParametersException.PARAMETERS).stream()
            .map(RunParameters::ofFlaw)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidParametersException(problems);
    }
  }

  private static Problem ofFlaw(JsonFlaws.Flaw flaw) {
    String[] place = flaw.at().text().split("/", -1);
    String message = flaw.message() + "; " + flaw.hint();
    if (place.length < 3) {
      return new Problem("", flaw.code().name(), message, flaw.at().text());
    }
    return new Problem(
        place[2],
        flaw.code().name(),
        "parameter '%s': %s".formatted(place[2], message),
        flaw.at().text());
  }

  /**
   * Takes given values for a notebook that runs as it is: it declares nothing, so every value is
   * its own business. The names still follow the rule for names of parameters, because they become
   * names in code.
   *
   * @throws InvalidParametersException with every name that breaks the rule
   */
  public static RunParameters free(Dag notebook, ObjectNode given) {
    requireSound(given);
    SequencedMap<String, Parameter> named = new LinkedHashMap<>();
    // The type makes no difference for the rule of names.
    given.propertyNames().forEach(name -> named.put(name, Parameter.string(name)));
    Dag declaring =
        new Dag(
            notebook.name(),
            null,
            null,
            List.of(),
            null,
            null,
            null,
            named,
            notebook.defaults(),
            notebook.steps());
    List<Problem> problems =
        DagValidator.structural().validate(declaring).stream()
            .filter(dev.millrace.dsl.validation.Problem::isError)
            .map(RunParameters::ofName)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidParametersException(problems);
    }
    return new RunParameters(given.deepCopy(), List.copyOf(named.keySet()));
  }

  private static Problem ofName(dev.millrace.dsl.validation.Problem problem) {
    String pointer = problem.where().pointer();
    return new Problem(
        pointer.substring(pointer.lastIndexOf('/') + 1), problem.code().name(), problem.message());
  }

  private static Problem unknown(String name, Collection<String> declared) {
    String known =
        declared.isEmpty() ? "it declares none" : "declared are " + String.join(", ", declared);
    return new Problem(
        name, "PARAMETER_UNKNOWN", "the Dag has no parameter '%s'; %s".formatted(name, known));
  }

  private static void judge(Parameter parameter, JsonNode value, List<Problem> problems) {
    String name = parameter.name();
    if (!ParameterValues.isOfType(value, parameter.type())) {
      problems.add(
          new Problem(
              name,
              "PARAMETER_TYPE",
              "parameter '%s' must be %s, not %s".formatted(name, word(parameter.type()), value)));
      return;
    }
    if (!ParameterValues.isInRange(value, parameter)) {
      problems.add(
          new Problem(
              name,
              "PARAMETER_RANGE",
              "parameter '%s' must be %s, not %s"
                  .formatted(name, range(parameter.minimum(), parameter.maximum()), value)));
    }
    if (!parameter.allowed().isEmpty() && parameter.allowed().stream().noneMatch(value::equals)) {
      problems.add(
          new Problem(
              name,
              "PARAMETER_NOT_ALLOWED",
              "parameter '%s' must be one of %s, not %s"
                  .formatted(name, parameter.allowed(), value)));
    }
  }

  private static String range(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
    if (minimum == null) {
      return "at most %s".formatted(maximum == null ? "" : maximum.toPlainString());
    }
    return maximum == null
        ? "at least %s".formatted(minimum.toPlainString())
        : "between %s and %s".formatted(minimum.toPlainString(), maximum.toPlainString());
  }

  private static String word(ParameterType type) {
    return switch (type) {
      case STRING -> "a text";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case DATE -> "a date such as 2026-11-21";
      case DATETIME -> "a time such as 2026-11-21T06:00:00Z";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
    };
  }
}

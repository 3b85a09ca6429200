package dev.millrace.dsl.validation;

import dev.millrace.dsl.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of one run: what was given, and the defaults for the rest.
 *
 * @param values by name, in the order of the declaration; complete only when there is no problem
 * @param problems every problem; places are pointers such as {@code /parameters/factors}
 */
public record ParameterValues(SequencedMap<String, JsonNode> values, List<Problem> problems) {
  /** Copies what could change. */
  public ParameterValues {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    problems = List.copyOf(problems);
  }

  /** Whether a run can have these values. */
  public boolean isValid() {
    return problems.isEmpty();
  }

  /**
   * Judges given values by their declarations and adds the defaults. Values are data: templates in
   * them are not looked for.
   *
   * @param declared as in a Dag
   * @param given by name; no value is null, though it may be the JSON null, which is of no type
   */
  public static ParameterValues resolve(
      Map<String, Parameter> declared, Map<String, JsonNode> given) {
    Findings findings = new Findings(SourceMap.NONE);
    Pointer at = Pointer.ROOT.child("parameters");
    given.keySet().stream()
        .filter(name -> !declared.containsKey(name))
        .forEach(
            name ->
                findings.errorNear(
                    ProblemCode.PARAM_UNKNOWN,
                    at.child(name),
                    "the Dag has no parameter '%s'".formatted(Names.shown(name)),
                    name,
                    declared.keySet()));
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>();
    for (Parameter parameter : declared.values()) {
      JsonNode own = given.get(parameter.name());
      JsonNode value = own == null ? parameter.defaultValue() : own;
      Pointer place = at.child(parameter.name());
      if (value == null) {
        findings.error(
            ProblemCode.PARAM_MISSING,
            place,
            "parameter '%s' has no default and needs a value".formatted(parameter.name()),
            "give a value of type %s".formatted(parameter.type().wireName()));
      } else if (ParameterRules.check(parameter, value, place, findings)) {
        values.put(parameter.name(), value);
      }
    }
    checkSize(values, at, findings);
    return new ParameterValues(values, findings.problems());
  }

  private static void checkSize(Map<String, JsonNode> values, Pointer at, Findings findings) {
    int size = values.values().stream().mapToInt(ParameterRules::size).sum();
    if (size > ParameterRules.MAX_BYTES) {
      findings.error(
          ProblemCode.PARAM_SIZE,
          at,
          "the parameters take %d KiB; at most 256 KiB are accepted".formatted(size / 1024),
          "pass large data as a file");
    }
  }
}

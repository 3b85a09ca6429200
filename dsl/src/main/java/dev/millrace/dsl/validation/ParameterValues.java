package dev.millrace.dsl.validation;

import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

  /** Returns true if the value, which must be sound, is of the type. */
  public static boolean isOfType(JsonNode value, ParameterType type) {
    return ParameterRules.isOfType(value, type);
  }

  /** Returns true if the value is no number, or one within the parameter's bounds. */
  public static boolean isInRange(JsonNode value, Parameter parameter) {
    return ParameterRules.isInRange(value, parameter.minimum(), parameter.maximum());
  }

  /**
   * What hinders the values of one run, whatever their types: flaws by their place, and a size of
   * more than 256 KiB together.
   *
   * @param at the place of the object that has them
   */
  public static List<JsonFlaws.Flaw> flaws(ObjectNode values, Pointer at) {
    List<JsonFlaws.Flaw> flaws = JsonFlaws.all(values, at, ParameterRules.MAX_DEPTH + 1);
    if (!flaws.isEmpty()) {
      return flaws;
    }
    int size = values.properties().stream().mapToInt(v -> ParameterRules.size(v.getValue())).sum();
    return size <= ParameterRules.MAX_BYTES
        ? List.of()
        : List.of(
            new JsonFlaws.Flaw(
                ProblemCode.PARAM_SIZE, at, tooLarge(size), "pass large data as a file"));
  }

  private static String tooLarge(int size) {
    return "the parameters take %d KiB; at most %d KiB are accepted"
        .formatted((size + 1023) / 1024, ParameterRules.MAX_BYTES / 1024);
  }

  private static void checkSize(Map<String, JsonNode> values, Pointer at, Findings findings) {
    int size = values.values().stream().mapToInt(ParameterRules::size).sum();
    if (size > ParameterRules.MAX_BYTES) {
      findings.error(ProblemCode.PARAM_SIZE, at, tooLarge(size), "pass large data as a file");
    }
  }
}

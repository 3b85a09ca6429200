package dev.millrace.executor.step;

import dev.millrace.dsl.NonFinite;
import dev.millrace.dsl.ReservedVariables;
import dev.millrace.executor.protocol.Grant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which of the run's and the step's parameters reach a script or shell line, and how. Pure. */
final class StepParameters {
  /** Other names, such as Greek ones, no shell can read; the file has them. */
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private StepParameters() {}

  /** Everything a script or shell line sees: the Dag's parameters and the step's own, which win. */
  static ObjectNode forProcess(Grant grant) {
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    grant.runParameters().properties().forEach(p -> parameters.set(p.getKey(), p.getValue()));
    grant.parameters().properties().forEach(p -> parameters.set(p.getKey(), p.getValue()));
    return parameters;
  }

  /**
   * Texts as they are, NaN and the infinities as their words, everything else as JSON; what must
   * not be a variable is left to the file.
   */
  static Map<String, String> asVariables(ObjectNode parameters) {
    Map<String, String> variables = new LinkedHashMap<>();
    parameters
        .properties()
        .forEach(
            parameter -> {
              JsonNode value = parameter.getValue();
              String text = text(value);
              if (VARIABLE.matcher(parameter.getKey()).matches()
                  && !ReservedVariables.contains(parameter.getKey())
                  && text.indexOf('\0') < 0) {
                variables.put(parameter.getKey(), text);
              }
            });
    return variables;
  }

  private static String text(JsonNode value) {
    OptionalDouble special = NonFinite.read(value);
    if (special.isPresent()) {
      return NonFinite.word(special.getAsDouble());
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}

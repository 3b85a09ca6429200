package dev.millrace.executor.step;

import dev.millrace.executor.protocol.Grant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which of the run's and the step's parameters reach a script or shell line, and how. Pure. */
final class StepParameters {
  /** Variables that decide how programs are found and loaded: no parameter may take their place. */
  private static final Set<String> RESERVED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "IFS",
          "ENV",
          "TMPDIR",
          "VIRTUAL_ENV",
          "PYTHONPATH",
          "PYTHONHOME",
          "PYTHONSTARTUP");

  private StepParameters() {}

  /** Everything a script or shell line sees: the Dag's parameters and the step's own, which win. */
  static ObjectNode forProcess(Grant grant) {
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    grant.runParameters().properties().forEach(p -> parameters.set(p.getKey(), p.getValue()));
    grant.parameters().properties().forEach(p -> parameters.set(p.getKey(), p.getValue()));
    return parameters;
  }

  /**
   * Texts as they are, everything else as JSON; what must not be a variable is left to the file.
   */
  static Map<String, String> asVariables(ObjectNode parameters) {
    Map<String, String> variables = new LinkedHashMap<>();
    parameters
        .properties()
        .forEach(
            parameter -> {
              JsonNode value = parameter.getValue();
              String text = value.isString() ? value.asString() : value.toString();
              if (!isReserved(parameter.getKey()) && text.indexOf('\0') < 0) {
                variables.put(parameter.getKey(), text);
              }
            });
    return variables;
  }

  static boolean isReserved(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return RESERVED.contains(name)
        || upper.startsWith("LD_")
        || upper.startsWith("DYLD_")
        || upper.startsWith("BASH_")
        || upper.startsWith("MILLRACE_");
  }
}

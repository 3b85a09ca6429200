package dev.millrace.executor.step;

import dev.millrace.executor.notebook.DeclaredParameter;
import dev.millrace.executor.notebook.Notebook;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StepFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which of the run's and the step's parameters reach a step, and in which form. Pure. */
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

  /**
   * What is injected into a notebook: the Dag's parameters that its {@code parameters} cell
   * declares, and all of the step's own, which win.
   *
   * @throws StepFailedException {@code PARAMETER_UNKNOWN} when the step gives one that an existing
   *     cell does not declare
   */
  static ObjectNode forNotebook(Grant grant, Notebook notebook, String path)
      throws StepFailedException {
    Set<String> declared =
        notebook.declaredParameters().stream()
            .map(DeclaredParameter::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, JsonNode> chosen = new LinkedHashMap<>();
    grant
        .runParameters()
        .properties()
        .forEach(
            given -> {
              if (declared.contains(given.getKey())) {
                chosen.put(given.getKey(), given.getValue());
              }
            });
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> given : grant.parameters().properties()) {
      if (notebook.hasParametersCell()
          && !declared.isEmpty()
          && !declared.contains(given.getKey())) {
        unknown.add(given.getKey());
      }
      chosen.put(given.getKey(), given.getValue());
    }
    if (!unknown.isEmpty()) {
      throw StepFailedException.user(
          "PARAMETER_UNKNOWN",
          "%s has a parameters cell that does not declare %s (it declares %s); correct the name, or declare it there"
              .formatted(path, String.join(", ", unknown), String.join(", ", declared)));
    }
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    chosen.forEach(parameters::set);
    return parameters;
  }

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

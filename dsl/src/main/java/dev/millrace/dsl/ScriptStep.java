package dev.millrace.dsl;

import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * Runs a {@code .py}, {@code .R} or {@code .sh} file of the project.
 *
 * @param script the file's path from the project's root
 * @param parameters reach the script as environment variables and as the file named by {@code
 *     MILLRACE_PARAMETERS}; texts may hold templates
 */
public record ScriptStep(
    String id, StepSettings settings, String script, SequencedMap<String, JsonNode> parameters)
    implements Step {
  /** Copies what could change. */
  public ScriptStep {
    parameters = JsonValues.normal(parameters);
  }

  @Override
  public StepType type() {
    return StepType.SCRIPT;
  }
}

package dev.millrace.dsl;

import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * Runs one command line under {@code bash -euo pipefail}.
 *
 * @param shell the line as it is: it holds no templates, values reach it through the environment
 * @param parameters as for a {@link ScriptStep}
 */
public record ShellStep(
    String id, StepSettings settings, String shell, SequencedMap<String, JsonNode> parameters)
    implements Step {
  /** Copies what could change. */
  public ShellStep {
    parameters = JsonValues.normal(parameters);
  }

  @Override
  public StepType type() {
    return StepType.SHELL;
  }
}

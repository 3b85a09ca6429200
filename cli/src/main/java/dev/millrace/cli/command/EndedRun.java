package dev.millrace.cli.command;

import tools.jackson.databind.JsonNode;

/** Prints how a run ended, and its own result if its Dag defines one. */
final class EndedRun {
  private EndedRun() {}

  /**
   * @param run ended, as REST represents it
   */
  static void show(Console console, JsonNode run) {
    console.line(run.path("stateText").asString(run.path("state").asString("")));
    run.path("outputs")
        .properties()
        .forEach(output -> console.line("  %s = %s".formatted(output.getKey(), output.getValue())));
    run.path("outputsAbsent")
        .properties()
        .forEach(
            output ->
                console.line(
                    "  %s is absent: %s"
                        .formatted(output.getKey(), output.getValue().asString(""))));
  }
}

package dev.millrace.cli.command;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints what a deployment changed, or would. */
final class DeploymentText {
  private DeploymentText() {}

  /**
   * @param deployment as REST represents it
   */
  static void show(Console console, JsonNode deployment) {
    console.line(
        deployment.path("dryRun").asBoolean(false)
            ? "plan (nothing was changed):"
            : "deployment %s of project %s:"
                .formatted(
                    deployment.path("number").asString(""),
                    deployment.path("project").asString("")));
    for (String kind : List.of("new", "changed", "unchanged", "archived")) {
      JsonNode names = deployment.path("plan").path(kind);
      if (!names.isEmpty()) {
        console.line("  %-9s  %s".formatted(kind, names(names)));
      }
    }
    for (JsonNode warning : deployment.path("warnings")) {
      console.line("  warning: " + warning.path("message").asString(""));
      if (warning.hasNonNull("hint")) {
        console.line("           " + warning.path("hint").asString(""));
      }
    }
  }

  /** {@code 1 new, 2 changed}; what stayed as it was is not worth a word beside what did not. */
  static String inWords(JsonNode plan) {
    List<String> parts =
        List.of("new", "changed", "archived").stream()
            .filter(kind -> !plan.path(kind).isEmpty())
            .map(kind -> "%d %s".formatted(plan.path(kind).size(), kind))
            .toList();
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  private static String names(JsonNode names) {
    return String.join(", ", names.valueStream().map(name -> name.asString("")).toList());
  }
}

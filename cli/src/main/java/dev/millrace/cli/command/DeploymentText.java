package dev.millrace.cli.command;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints what a deployment changed, or would. */
final class DeploymentText {
  private static final List<String> FILES = List.of("added", "changed", "removed");

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
    for (JsonNode schedule : deployment.path("plan").path("stoppedSchedules")) {
      console.line(
          "  stops the active schedule '%s' of Dag '%s', due next at %s"
              .formatted(
                  schedule.path("trigger").asString(""),
                  schedule.path("dag").asString(""),
                  schedule.path("nextTickAt").asString("")));
    }
    JsonNode files = deployment.path("plan").path("files");
    for (String kind : FILES) {
      if (count(files, kind) > 0) {
        console.line(
            "  %d %s %s: %s"
                .formatted(
                    count(files, kind),
                    count(files, kind) == 1 ? "file" : "files",
                    kind,
                    paths(files.path(kind))));
      }
    }
    for (JsonNode warning : deployment.path("warnings")) {
      console.line("  warning: " + warning.path("message").asString(""));
      if (warning.hasNonNull("hint")) {
        console.line("           " + warning.path("hint").asString(""));
      }
    }
  }

  /**
   * {@code Dags: 1 new, 2 changed; files: 3 changed}; what stayed as it was is not worth a word
   * beside what did not.
   */
  static String inWords(JsonNode plan) {
    List<String> parts = new ArrayList<>();
    List<String> dags =
        List.of("new", "changed", "archived").stream()
            .filter(kind -> !plan.path(kind).isEmpty())
            .map(kind -> "%d %s".formatted(plan.path(kind).size(), kind))
            .toList();
    if (!dags.isEmpty()) {
      parts.add("Dags: " + String.join(", ", dags));
    }
    List<String> files =
        FILES.stream()
            .filter(kind -> count(plan.path("files"), kind) > 0)
            .map(kind -> "%d %s".formatted(count(plan.path("files"), kind), kind))
            .toList();
    if (!files.isEmpty()) {
      parts.add("files: " + String.join(", ", files));
    }
    return parts.isEmpty() ? "nothing" : String.join("; ", parts);
  }

  private static int count(JsonNode files, String kind) {
    return files.path(kind).path("count").asInt(0);
  }

  /** The first of them, and a word about the rest. */
  private static String paths(JsonNode some) {
    return names(some.path("first"))
        + (some.path("count").asInt(0) > some.path("first").size() ? ", …" : "");
  }

  private static String names(JsonNode names) {
    return String.join(", ", names.valueStream().map(name -> name.asString("")).toList());
  }
}

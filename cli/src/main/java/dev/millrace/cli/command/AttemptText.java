package dev.millrace.cli.command;

import tools.jackson.databind.JsonNode;

/** Prints what one try of a step ran: enough to run the same again. */
final class AttemptText {
  private AttemptText() {}

  /**
   * @param attempt as REST represents it
   */
  static void show(Console console, JsonNode attempt) {
    console.line(
        "attempt %d: %s%s"
            .formatted(
                attempt.path("number").asInt(0),
                attempt.path("state").asString(""),
                attempt.hasNonNull("message") ? ": " + attempt.path("message").asString("") : ""));
    fact(console, "version", attempt.path("dagVersion").asString(""));
    fact(console, "deployment", attempt.path("deployment").asString(""));
    fact(
        console,
        "rerun",
        attempt.path("rerun").asInt(0) == 0 ? "" : attempt.path("rerun").asString(""));
    fact(console, "snapshot", Console.shortDigest(attempt.path("snapshot")));
    fact(
        console,
        "notebook",
        "%s %s"
            .formatted(
                attempt.path("notebook").asString(""),
                Console.shortDigest(attempt.path("notebookDigest")))
            .strip());
    fact(console, "kernel", attempt.path("kernel").asString(""));
    fact(console, "environment", Console.shortDigest(attempt.path("environmentDigest")));
    fact(console, "worker", attempt.path("worker").asString(""));
    attempt
        .path("warnings")
        .forEach(warning -> fact(console, "warning", warning.path("message").asString("")));
    attempt
        .path("secrets")
        .forEach(
            secret ->
                fact(
                    console,
                    "secret",
                    "%s version %d"
                        .formatted(
                            secret.path("name").asString(""), secret.path("version").asInt(0))));
    attempt
        .path("parameters")
        .properties()
        .forEach(
            value ->
                fact(console, "parameter", "%s = %s".formatted(value.getKey(), value.getValue())));
  }

  private static void fact(Console console, String name, String value) {
    if (!value.isEmpty()) {
      console.line("  %-11s  %s".formatted(name, value));
    }
  }
}

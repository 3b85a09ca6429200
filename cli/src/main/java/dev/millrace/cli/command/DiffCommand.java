package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Shows what changed from one version of a Dag to another: fields, steps, files, and the text.")
public final class DiffCommand extends ApiCommand {
  @Parameters(
      index = "0",
      paramLabel = "PROJECT/DAG",
      description = "For example films/recommender.")
  String dag = "";

  @Parameters(index = "1", paramLabel = "FROM", description = "Number of the one version.")
  int from;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TO",
      description = "Number of the other version; without it, the current one.")
  @Nullable Integer to;

  @Override
  int ask(ApiConnection api, Console console) {
    DagName name = DagName.of(dag);
    int other = to == null ? api.get(name.path()).path("version").asInt(0) : to;
    JsonNode diff = api.get("%s/versions/%d/diff/%d".formatted(name.path(), from, other));
    console.answer(diff, it -> show(console, it));
    return ExitCode.SUCCEEDED;
  }

  private static void show(Console console, JsonNode diff) {
    console.line(
        "%s: version %d to %d"
            .formatted(
                diff.path("dag").asString(""),
                diff.path("from").asInt(0),
                diff.path("to").asInt(0)));
    diff.path("fields").forEach(field -> console.line("  " + field(field)));
    JsonNode steps = diff.path("steps");
    steps.path("added").forEach(step -> console.line("  + step " + step.asString("")));
    steps.path("removed").forEach(step -> console.line("  - step " + step.asString("")));
    for (JsonNode step : steps.path("changed")) {
      console.line("  ~ step " + step.path("step").asString(""));
      step.path("fields").forEach(field -> console.line("      " + field(field)));
    }
    diff.path("files").forEach(file -> console.line("  " + file(file)));
    String source = diff.path("source").asString("");
    if (!source.isEmpty()) {
      console.line("");
      console.line(source.stripTrailing());
    }
  }

  /** {@code /timeout: none → "PT20M"}. */
  private static String field(JsonNode field) {
    return "%s: %s → %s"
        .formatted(field.path("path").asString(""), value(field, "from"), value(field, "to"));
  }

  private static String value(JsonNode change, String side) {
    return change.has(side) ? change.path(side).toString() : "none";
  }

  private static String file(JsonNode file) {
    String mark = !file.has("from") ? "+" : !file.has("to") ? "-" : "~";
    String used =
        String.join(", ", file.path("steps").valueStream().map(step -> step.asString("")).toList());
    return "%s file %s%s"
        .formatted(
            mark, file.path("path").asString(""), used.isEmpty() ? "" : " (%s)".formatted(used));
  }
}

package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists runs, newest first.")
public final class RunsCommand extends ApiCommand {
  @Option(
      names = {"--project", "-P"},
      description = "Only this project's.")
  @Nullable String project;

  @Option(names = "--state", description = "Only those in this state.")
  @Nullable String state;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "At most so many (1 to 200; default 20).")
  int limit;

  @Override
  int ask(ApiConnection api, Console console) {
    var path = new StringBuilder("/runs?limit=").append(limit);
    if (project != null) {
      path.append("&project=").append(ApiConnection.segment(project));
    }
    if (state != null) {
      path.append("&state=").append(ApiConnection.segment(state));
    }
    JsonNode page = api.get(path.toString());
    console.list(
        page,
        List.of("RUN", "DAG", "STATE", "CREATED", "SECONDS", "WHAT HAPPENED"),
        RunsCommand::row);
    return ExitCode.SUCCEEDED;
  }

  private static List<String> row(JsonNode run) {
    return List.of(
        run.path("id").asString(""),
        run.path("project").asString("") + "/" + run.path("dag").asString(""),
        run.path("state").asString(""),
        run.path("createdAt").asString(""),
        run.hasNonNull("durationSeconds")
            ? "%.1f".formatted(run.path("durationSeconds").asDouble(0))
            : "",
        run.path("stateText").asString(""));
  }
}

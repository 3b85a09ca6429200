package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "reruns",
    mixinStandardHelpOptions = true,
    description =
        "Lists how a run was reopened, oldest first: by whom, why, which steps, and its end before that.")
public final class RerunsCommand extends ApiCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Override
  int ask(ApiConnection api, Console console) {
    console.list(
        api.list("/runs/%s/reruns".formatted(segment(run))),
        List.of("RERUN", "AT", "BY", "VERSION", "STEPS", "BEFORE IT", "WHY"),
        RerunsCommand::row);
    return ExitCode.SUCCEEDED;
  }

  private static List<String> row(JsonNode rerun) {
    JsonNode undone = rerun.path("undone");
    return List.of(
        rerun.path("number").asString(""),
        rerun.path("at").asString(""),
        rerun.path("by").asString(""),
        rerun.path("dagVersion").asString("own"),
        String.join(", ", rerun.path("steps").valueStream().map(s -> s.asString("")).toList()),
        undone.isObject()
            ? undone.path("stateText").asString(undone.path("state").asString(""))
            : "it was running",
        rerun.path("reason").asString(""));
  }
}

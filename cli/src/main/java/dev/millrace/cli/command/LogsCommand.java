package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description =
        "Prints what an attempt of a step printed; the newest attempt unless told otherwise.")
public final class LogsCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Parameters(index = "1", paramLabel = "STEP", description = "The step's id.")
  String step = "";

  @Option(names = "--attempt", paramLabel = "N", description = "Number of the attempt, from 1.")
  @Nullable Integer attempt;

  @Override
  int ask(ApiConnection api, Console console) {
    String id = attemptId(api);
    if (console.isJson()) {
      console.items(api.list("/attempts/%s/events".formatted(id)), events -> {});
    } else {
      String log = api.getText("/attempts/%s/log".formatted(id));
      console.line(log.endsWith("\n") ? log.substring(0, log.length() - 1) : log);
    }
    return ExitCode.SUCCEEDED;
  }

  private String attemptId(ApiConnection api) {
    JsonNode stepRun =
        api.get(
            "/runs/%s/steps/%s".formatted(ApiConnection.segment(run), ApiConnection.segment(step)));
    JsonNode found = null;
    for (JsonNode candidate : stepRun.path("attempts")) {
      int number = candidate.path("number").asInt(0);
      if (attempt == null
          ? found == null || number > found.path("number").asInt(0)
          : attempt == number) {
        found = candidate;
      }
    }
    if (found == null) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          attempt == null
              ? "step '%s' is %s and has no attempt yet"
                  .formatted(step, stepRun.path("state").asString(""))
              : "step '%s' has no attempt %d".formatted(step, attempt));
    }
    return found.path("id").asString("");
  }
}

package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.RunControl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancels a run: nothing more of it starts, and what runs is stopped.")
public final class CancelCommand extends ApiCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Option(names = "--reason", description = "Shown with the run.")
  @Nullable String reason;

  @Override
  int ask(ApiConnection api, Console console) {
    JsonNode cancelled = new RunControl(api).cancel(run, reason);
    console.answer(cancelled, it -> console.line(it.path("stateText").asString("")));
    return ExitCode.SUCCEEDED;
  }
}

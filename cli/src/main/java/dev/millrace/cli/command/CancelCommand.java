package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.RunControl;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancels a run: nothing more of it starts, and what runs is stopped.")
public final class CancelCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Option(names = "--reason", description = "Shown with the run.")
  @Nullable String reason;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      JsonNode cancelled = new RunControl(api).cancel(run, reason);
      if (server.json) {
        console.json(cancelled);
      } else {
        console.line(cancelled.path("stateText").asString(""));
      }
    }
    return ExitCode.SUCCEEDED;
  }
}

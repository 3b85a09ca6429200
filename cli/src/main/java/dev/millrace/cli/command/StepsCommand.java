package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
    name = "steps",
    mixinStandardHelpOptions = true,
    description = "Lists a run's steps and their states.")
public final class StepsCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      JsonNode page = api.list("/runs/%s/steps".formatted(ApiConnection.segment(run)));
      if (server.json) {
        console.items(page);
      } else {
        console.table(
            List.of("STEP", "TYPE", "STATE", "ATTEMPTS", "WHAT HAPPENED"),
            page.path("items").valueStream().map(StepsCommand::row).toList());
      }
    }
    return ExitCode.SUCCEEDED;
  }

  private static List<String> row(JsonNode step) {
    return List.of(
        step.path("step").asString(""),
        step.path("type").asString(""),
        step.path("state").asString(""),
        Integer.toString(step.path("attempts").size()),
        step.path("message").asString(step.path("stateText").asString("")));
  }
}

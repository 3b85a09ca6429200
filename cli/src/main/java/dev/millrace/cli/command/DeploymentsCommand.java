package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectPush;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
    name = "deployments",
    mixinStandardHelpOptions = true,
    description = "Lists what a project's current state was, newest first.")
public final class DeploymentsCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "PROJECT", description = "The project's name.")
  String project = "";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      JsonNode page = new ProjectPush(api, project).deployments();
      if (server.json) {
        console.items(page);
      } else {
        console.table(
            List.of("DEPLOYMENT", "AT", "BY", "SNAPSHOT", "CHANGED", "WHY"),
            page.path("items").valueStream().map(DeploymentsCommand::row).toList());
      }
    }
    return ExitCode.SUCCEEDED;
  }

  private static List<String> row(JsonNode deployment) {
    return List.of(
        deployment.path("number").asString(""),
        deployment.path("at").asString(""),
        deployment.path("by").asString(""),
        Console.shortDigest(deployment.path("snapshot")),
        DeploymentText.inWords(deployment.path("plan")),
        deployment.path("reason").asString(""));
  }
}

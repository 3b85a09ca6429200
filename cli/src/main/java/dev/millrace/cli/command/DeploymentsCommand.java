package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectPush;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "deployments",
    mixinStandardHelpOptions = true,
    description = "Lists what a project's current state was, newest first.")
public final class DeploymentsCommand extends ApiCommand {
  @Parameters(paramLabel = "PROJECT", description = "The project's name.")
  String project = "";

  @Override
  int ask(ApiConnection api, Console console) {
    JsonNode page = new ProjectPush(api, project).deployments();
    console.list(
        page,
        List.of("DEPLOYMENT", "AT", "BY", "SNAPSHOT", "CHANGED", "WHY"),
        DeploymentsCommand::row);
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

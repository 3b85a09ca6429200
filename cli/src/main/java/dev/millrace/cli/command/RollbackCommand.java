package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectPush;
import java.util.List;
import java.util.Objects;
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
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the files of an earlier deployment the project's current state, by a new deployment.",
      "Runs that are under way go on with the version they began with."
    })
public final class RollbackCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "PROJECT", description = "The project's name.")
  String project = "";

  @Option(
      names = "--to",
      paramLabel = "N",
      description =
          "Number of the deployment to go back to; without it, the newest whose files are not the current ones.")
  @Nullable Integer to;

  @Option(names = "--reason", description = "Why, for the deployment's history.")
  @Nullable String reason;

  @Option(names = "--dry-run", description = "Show the plan, and change nothing.")
  boolean dryRun;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      var push = new ProjectPush(api, project);
      JsonNode target = target(push.deployments().path("items").valueStream().toList());
      String number = target.path("number").asString("");
      JsonNode deployment =
          push.deploy(
              target.path("snapshot").asString(""),
              Objects.requireNonNullElse(reason, "Back to deployment " + number),
              dryRun);
      if (server.json) {
        console.json(deployment);
      } else {
        console.line("back to the files of deployment " + number);
        DeploymentText.show(console, deployment);
      }
    }
    return ExitCode.SUCCEEDED;
  }

  /**
   * @param deployments newest first
   */
  private JsonNode target(List<JsonNode> deployments) {
    String now = deployments.isEmpty() ? "" : deployments.getFirst().path("snapshot").asString("");
    return deployments.stream()
        .filter(
            deployment ->
                to == null
                    ? !deployment.path("snapshot").asString("").equals(now)
                    : deployment.path("number").asInt(0) == to)
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.BAD_USAGE,
                    to == null
                        ? "project '%s' never had other files than it has now".formatted(project)
                        : "project '%s' has no deployment %d; `millrace deployments %s` lists them"
                            .formatted(project, to, project)));
  }
}

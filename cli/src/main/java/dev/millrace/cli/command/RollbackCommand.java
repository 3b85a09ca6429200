package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.DeploymentOptions;
import dev.millrace.client.ProjectPush;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the files of an earlier deployment the project's current state, by a new deployment.",
      "Runs that are under way go on with the version they began with."
    })
public final class RollbackCommand extends ApiCommand {
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

  @Mixin ArchiveOption archive = new ArchiveOption();

  @Override
  int ask(ApiConnection api, Console console) {
    var push = new ProjectPush(api, project);
    JsonNode target = target(PastDeployments.of(push, project));
    String number = target.path("number").asString("");
    var options =
        DeploymentOptions.NONE.because(
            Objects.requireNonNullElse(reason, "Back to deployment " + number));
    JsonNode deployment =
        dryRun
            ? push.planDeployment(files(target))
            : archive.deploy(console, options, agreed -> push.deploy(files(target), agreed));
    console.aside("back to the files of deployment " + number);
    console.answer(deployment, it -> DeploymentText.show(console, it));
    return ExitCode.SUCCEEDED;
  }

  private JsonNode target(PastDeployments past) {
    if (to != null) {
      return past.numbered(to);
    }
    String now = past.newestFirst().stream().findFirst().map(RollbackCommand::files).orElse("");
    return past.newest(
        deployment -> !files(deployment).equals(now),
        "project '%s' never had other files than it has now".formatted(project));
  }

  private static String files(JsonNode deployment) {
    return deployment.path("snapshot").asString("");
  }
}

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
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Makes one project's files another project's current state, such as staging's prod's: the same snapshot, nothing sent again.")
public final class PromoteCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "The project that has the files.")
  String from = "";

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "The project that gets them; made where it does not exist.")
  String to = "";

  @Option(
      names = "--deployment",
      paramLabel = "N",
      description = "Number of FROM's deployment; without it, its current one.")
  @Nullable Integer number;

  @Option(names = "--reason", description = "Why, for the deployment's history.")
  @Nullable String reason;

  @Option(
      names = "--dry-run",
      description = "Show the plan; nothing is changed, and no project is made.")
  boolean dryRun;

  @Mixin ArchiveOption archive = new ArchiveOption();

  @Override
  int ask(ApiConnection api, Console console) {
    JsonNode source = source(PastDeployments.of(new ProjectPush(api, from), from));
    String snapshot = source.path("snapshot").asString("");
    var push = new ProjectPush(api, to);
    JsonNode deployment;
    if (dryRun) {
      deployment = push.planPromotion(from, snapshot);
    } else {
      ProjectPush.Pushed pushed =
          archive.deploy(
              console,
              DeploymentOptions.NONE.because(because(source)),
              agreed -> push.promote(from, snapshot, agreed));
      if (pushed.madeProject()) {
        console.aside("made project " + to);
      }
      deployment = pushed.deployment();
    }
    console.answer(deployment, it -> DeploymentText.show(console, it));
    return ExitCode.SUCCEEDED;
  }

  private String because(JsonNode source) {
    return Objects.requireNonNullElse(
        reason,
        "Promoted from %s, deployment %s".formatted(from, source.path("number").asString("")));
  }

  private JsonNode source(PastDeployments past) {
    return number == null
        ? past.newest(any -> true, "nothing was deployed to project '%s' yet".formatted(from))
        : past.numbered(number);
  }
}

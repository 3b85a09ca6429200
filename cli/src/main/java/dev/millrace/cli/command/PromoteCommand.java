package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectPush;
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
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Makes one project's files another project's current state, such as staging's prod's: the same snapshot, nothing sent again.")
public final class PromoteCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

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
      description =
          "Show the plan, and deploy nothing. The server judges, so a project that is not there yet is made, empty.")
  boolean dryRun;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      JsonNode source = source(new ProjectPush(api, from));
      var push = new ProjectPush(api, to);
      if (push.ensureProject() && !server.json) {
        console.line("made project " + to);
      }
      JsonNode deployment =
          push.promote(
              from,
              source.path("snapshot").asString(""),
              Objects.requireNonNullElse(
                  reason,
                  "Promoted from %s, deployment %s"
                      .formatted(from, source.path("number").asString(""))),
              dryRun);
      if (server.json) {
        console.json(deployment);
      } else {
        DeploymentText.show(console, deployment);
      }
    }
    return ExitCode.SUCCEEDED;
  }

  private JsonNode source(ProjectPush project) {
    return project
        .deployments()
        .path("items")
        .valueStream()
        .filter(d -> number == null || d.path("number").asInt(0) == number)
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.BAD_USAGE,
                    number == null
                        ? "nothing was deployed to project '%s' yet".formatted(from)
                        : "project '%s' has no deployment %d; `millrace deployments %s` lists them"
                            .formatted(from, number, from)));
  }
}

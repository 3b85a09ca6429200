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
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of a Dag, newest first.")
public final class VersionsCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "PROJECT/DAG", description = "For example films/recommender.")
  String dag = "";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    DagName name = DagName.of(dag);
    try (ApiConnection api = server.connect()) {
      JsonNode page = api.list(name.path() + "/versions");
      if (server.json) {
        console.items(page);
      } else {
        console.table(
            List.of("VERSION", "CREATED", "BY", "DIGEST", "FILE"),
            page.path("items").valueStream().map(VersionsCommand::row).toList());
      }
    }
    return ExitCode.SUCCEEDED;
  }

  private static List<String> row(JsonNode version) {
    return List.of(
        version.path("number").asString(""),
        version.path("createdAt").asString(""),
        version.path("by").asString(""),
        Console.shortDigest(version.path("digest")),
        version.path("sourcePath").asString(""));
  }
}

package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of a Dag, newest first.")
public final class VersionsCommand extends ApiCommand {
  @Parameters(paramLabel = "PROJECT/DAG", description = "For example films/recommender.")
  String dag = "";

  @Override
  int ask(ApiConnection api, Console console) {
    DagName name = DagName.of(dag);
    JsonNode page = api.list(name.path() + "/versions");
    if (api.get(name.path()).path("archived").asBoolean()) {
      console.aside("Dag '%s' is archived: it starts nothing".formatted(name.dag()));
    }
    console.list(page, List.of("VERSION", "CREATED", "BY", "DIGEST", "FILE"), VersionsCommand::row);
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

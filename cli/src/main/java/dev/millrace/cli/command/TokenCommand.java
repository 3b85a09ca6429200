package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Tokens for programs.",
    subcommands = TokenCommand.Create.class)
public final class TokenCommand {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a token and prints it; it is shown this once.")
  static final class Create extends ApiCommand {
    @Option(names = "--name", required = true, description = "What it is for.")
    String name = "";

    @Option(
        names = "--role",
        required = true,
        description = "viewer, operator, editor or admin; never more than your own.")
    String role = "";

    @Option(
        names = {"--project", "-P"},
        description = "Only for this project.")
    @Nullable String project;

    @Override
    int ask(ApiConnection api, Console console) {
      ObjectNode body = JsonMapper.shared().createObjectNode().put("name", name).put("role", role);
      if (project != null) {
        body.put("project", project);
      }
      JsonNode token = api.post("/tokens", body, null);
      console.answer(token, it -> console.line(it.path("secret").asString("")));
      return ExitCode.SUCCEEDED;
    }
  }
}

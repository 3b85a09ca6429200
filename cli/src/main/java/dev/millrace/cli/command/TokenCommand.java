package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
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
  static final class Create implements Callable<Integer> {
    @Mixin ServerOptions server = new ServerOptions();

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

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      ObjectNode body = JsonMapper.shared().createObjectNode().put("name", name).put("role", role);
      if (project != null) {
        body.put("project", project);
      }
      var console = new Console(spec.commandLine().getOut());
      try (ApiConnection api = server.connect()) {
        JsonNode token = api.post("/tokens", body, null);
        if (server.json) {
          console.json(token);
        } else {
          console.line(token.path("secret").asString(""));
        }
      }
      return ExitCode.SUCCEEDED;
    }
  }
}

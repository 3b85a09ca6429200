package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Prints a one-time link that signs a browser in; it lasts 10 minutes.")
public final class LoginCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      JsonNode link = api.post("/login-links", JsonMapper.shared().createObjectNode(), null);
      if (server.json) {
        console.json(link);
      } else {
        console.line(
            link.path("url").asString(api.server().toString() + link.path("path").asString("")));
      }
    }
    return ExitCode.SUCCEEDED;
  }
}

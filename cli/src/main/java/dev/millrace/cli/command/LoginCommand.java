package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Prints a one-time link that signs a browser in; it lasts 10 minutes.")
public final class LoginCommand extends ApiCommand {
  @Override
  int ask(ApiConnection api, Console console) {
    JsonNode link = api.post("/login-links", JsonMapper.shared().createObjectNode(), null);
    console.answer(
        link,
        it ->
            console.line(
                it.path("url").asString(api.server().toString() + it.path("path").asString(""))));
    return ExitCode.SUCCEEDED;
  }
}

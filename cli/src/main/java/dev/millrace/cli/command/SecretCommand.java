package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "secret",
    mixinStandardHelpOptions = true,
    description = "Secrets of a project; their values can be written and never read.",
    subcommands = {
      SecretCommand.Set.class,
      SecretCommand.ListAll.class,
      SecretCommand.Delete.class
    })
public final class SecretCommand {
  /** {@code PROJECT/NAME} as its path below the API. */
  private static String path(String secret) {
    int slash = secret.indexOf('/');
    if (slash < 1 || slash == secret.length() - 1 || slash != secret.lastIndexOf('/')) {
      throw new CliException(
          ExitCode.BAD_USAGE, "'%s' is no PROJECT/NAME, such as films/warehouse".formatted(secret));
    }
    return pathOf(secret.substring(0, slash))
        + "/"
        + ApiConnection.segment(secret.substring(slash + 1));
  }

  private static String pathOf(String project) {
    return "/projects/%s/secrets".formatted(ApiConnection.segment(project));
  }

  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {
        "Sets a secret to the text on standard input, without its last line feed; asks for it on a terminal.",
        "Never an argument: those can be read by every user of the machine."
      })
  static final class Set extends ApiCommand {
    @Parameters(paramLabel = "PROJECT/NAME", description = "The secret.")
    String secret = "";

    @Override
    int ask(ApiConnection api, Console console) {
      String path = path(secret);
      String value = SecretInput.read("Value of %s: ".formatted(secret));
      JsonNode set = api.put(path, JsonMapper.shared().createObjectNode().put("value", value));
      console.answer(
          set,
          it -> console.line("%s is at version %d".formatted(secret, it.path("version").asInt())));
      return ExitCode.SUCCEEDED;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Names and versions of a project's secrets.")
  static final class ListAll extends ApiCommand {
    @Parameters(paramLabel = "PROJECT", description = "The project.")
    String project = "";

    @Override
    int ask(ApiConnection api, Console console) {
      JsonNode secrets = api.list(pathOf(project));
      console.list(
          secrets,
          List.of("NAME", "VERSION", "SET", "BY"),
          secret -> Console.texts(secret, "name", "version", "setAt", "setBy"));
      return ExitCode.SUCCEEDED;
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Destroys a secret's value; steps that use it fail until it is set again.")
  static final class Delete extends ApiCommand {
    @Parameters(paramLabel = "PROJECT/NAME", description = "The secret.")
    String secret = "";

    @Override
    int ask(ApiConnection api, Console console) {
      String path = path(secret);
      JsonNode answer = api.delete(path);
      console.answer(answer, it -> console.line(secret + " is deleted"));
      return ExitCode.SUCCEEDED;
    }
  }
}

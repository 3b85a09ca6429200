package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description =
        "Has a worker take no more steps: it finishes what it runs, and can be stopped then.")
public final class DrainCommand extends ApiCommand {
  @Parameters(paramLabel = "WORKER", description = "The worker's id, or its name if one has it.")
  String worker = "";

  @Override
  int ask(ApiConnection api, Console console) {
    String id = id(api);
    JsonNode answer =
        api.post(
            "/workers/%s/drain".formatted(segment(id)),
            JsonMapper.shared().createObjectNode(),
            null);
    console.answer(answer, it -> console.line("worker %s takes no more steps".formatted(id)));
    return ExitCode.SUCCEEDED;
  }

  private String id(ApiConnection api) {
    List<String> ids =
        api.list("/workers")
            .path("items")
            .valueStream()
            .filter(it -> !it.path("state").asString("").equals("lost"))
            .filter(it -> Console.texts(it, "id", "name").contains(worker))
            .map(it -> it.path("id").asString(""))
            .toList();
    if (ids.size() == 1) {
      return ids.getFirst();
    }
    throw new CliException(
        ExitCode.BAD_USAGE,
        ids.isEmpty()
            ? "no worker that lives is called '%s'; `millrace workers` lists them".formatted(worker)
            : "several workers are called '%s'; name one by its id: %s"
                .formatted(worker, String.join(", ", ids)));
  }
}

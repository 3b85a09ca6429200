package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "ticks",
    mixinStandardHelpOptions = true,
    description =
        "Lists what became of a schedule's ticks, newest first: the run that each started, or why it started none.")
public final class TicksCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "PROJECT/DAG", description = "Such as films/recommender.")
  String dag = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRIGGER",
      description = "Which, where the Dag has several.")
  @Nullable String trigger;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "At most so many (1 to 200; default 20).")
  int limit;

  @Override
  int ask(ApiConnection api, Console console) {
    DagTriggers triggers = DagTriggers.of(api, dag);
    String path = triggers.path(triggers.one(trigger));
    console.list(
        api.get("%s/ticks?limit=%d".formatted(path, limit)),
        List.of("TICK", "OUTCOME", "RUN", "WHY NONE"),
        TicksCommand::row);
    return ExitCode.SUCCEEDED;
  }

  private static List<String> row(JsonNode tick) {
    String first = tick.path("tick").asString("");
    return List.of(
        tick.hasNonNull("until")
            ? "%s to %s (%d)"
                .formatted(first, tick.path("until").asString(""), tick.path("count").asInt())
            : first,
        tick.path("outcome").asString(""),
        tick.path("run").asString(""),
        tick.path("reason").asString(""));
  }
}

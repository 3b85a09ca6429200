package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "schedules",
    mixinStandardHelpOptions = true,
    description =
        "Lists a Dag's schedules, whether they are active, paused or archived, and their next ticks.")
public final class SchedulesCommand extends ApiCommand {
  private static final List<String> NOTHING_NEW = List.of("", "", "", "");

  @Parameters(paramLabel = "PROJECT/DAG", description = "Such as films/recommender.")
  String dag = "";

  @Option(
      names = "--next",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many ticks to come of each (1 to 100; default 1).")
  int next;

  @Override
  int ask(ApiConnection api, Console console) {
    DagTriggers triggers = DagTriggers.of(api, dag);
    ObjectNode page = JsonMapper.shared().createObjectNode();
    for (ObjectNode trigger : triggers.all()) {
      String path = triggers.path(DagTriggers.name(trigger));
      trigger.set("preview", api.get("%s/preview?n=%d".formatted(path, next)));
      page.withArray("items").add(trigger);
    }
    console.items(
        page,
        items ->
            console.table(
                List.of("NAME", "RULE", "ZONE", "STATE", "NEXT TICK", ""),
                items.valueStream().flatMap(SchedulesCommand::rows).toList()));
    return ExitCode.SUCCEEDED;
  }

  // A row for each tick to come; the first also says what there is to say of the schedule.
  private static Stream<List<String>> rows(JsonNode trigger) {
    JsonNode ticks = trigger.path("preview").path("ticks");
    if (ticks.isEmpty()) {
      return Stream.of(row(facts(trigger), List.of("never again", "")));
    }
    return IntStream.range(0, ticks.size())
        .mapToObj(i -> row(i == 0 ? facts(trigger) : NOTHING_NEW, tick(ticks.get(i))));
  }

  private static List<String> facts(JsonNode trigger) {
    JsonNode schedule = trigger.path("schedule");
    return List.of(
        trigger.path("name").asString(""),
        schedule.path("cron").asString("every " + schedule.path("every").asString("")),
        trigger.path("preview").path("zone").asString(""),
        DagTriggers.state(trigger));
  }

  private static List<String> tick(JsonNode tick) {
    return List.of(
        tick.path("local").asString(""), tick.path("clockChange").path("words").asString(""));
  }

  private static List<String> row(List<String> facts, List<String> tick) {
    return Stream.concat(facts.stream(), tick.stream()).toList();
  }
}

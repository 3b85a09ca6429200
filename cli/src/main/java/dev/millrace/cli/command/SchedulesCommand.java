package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.ArrayList;
import java.util.List;
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
    description = "Lists a Dag's schedules, whether they are paused, and their next ticks.")
public final class SchedulesCommand extends ApiCommand {
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

  // A row for each tick to come, the first with what there is to say of the schedule.
  private static Stream<List<String>> rows(JsonNode trigger) {
    JsonNode schedule = trigger.path("schedule");
    JsonNode preview = trigger.path("preview");
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode tick : preview.path("ticks")) {
      rows.add(
          List.of(
              "",
              "",
              "",
              "",
              tick.path("local").asString(""),
              tick.path("clockChange").path("words").asString("")));
    }
    List<String> ticks =
        rows.isEmpty() ? List.of("never again", "") : rows.removeFirst().subList(4, 6);
    rows.addFirst(
        List.of(
            trigger.path("name").asString(""),
            schedule.path("cron").asString("every " + schedule.path("every").asString("")),
            preview.path("zone").asString(""),
            trigger.path("paused").asBoolean() ? "paused" : "active",
            ticks.getFirst(),
            ticks.getLast()));
    return rows.stream();
  }
}

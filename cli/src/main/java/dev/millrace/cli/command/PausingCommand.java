package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Pauses or resumes schedules. */
abstract class PausingCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "PROJECT/DAG", description = "Such as films/recommender.")
  String dag = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRIGGER",
      description = "Which; all of the Dag's unless told.")
  @Nullable String trigger;

  private final boolean paused;

  PausingCommand(boolean paused) {
    this.paused = paused;
  }

  @Override
  int ask(ApiConnection api, Console console) {
    DagTriggers triggers = DagTriggers.of(api, dag);
    ObjectNode page = JsonMapper.shared().createObjectNode();
    for (String name : triggers.changeable(api, trigger)) {
      page.withArray("items")
          .add(
              api.patch(
                  triggers.path(name),
                  JsonMapper.shared().createObjectNode().put("paused", paused)));
    }
    console.list(
        page,
        List.of("NAME", "STATE", "NEXT TICK"),
        it ->
            List.of(
                it.path("name").asString(""),
                DagTriggers.state(it),
                it.path("nextTickAt").asString("never again")));
    return ExitCode.SUCCEEDED;
  }
}

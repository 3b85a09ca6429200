package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "steps",
    mixinStandardHelpOptions = true,
    description =
        "Lists a run's steps and their states, or the attempts of one step and what each of them ran.")
public final class StepsCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP",
      description = "The step's id; without it, all steps.")
  @Nullable String step;

  @Override
  int ask(ApiConnection api, Console console) {
    if (step == null) {
      console.list(
          api.list("/runs/%s/steps".formatted(segment(run))),
          List.of("STEP", "TYPE", "STATE", "ATTEMPTS", "WHAT HAPPENED"),
          StepsCommand::row);
    } else {
      console.items(
          attempts(api, run, step),
          all -> all.forEach(attempt -> AttemptText.show(console, attempt)));
    }
    return ExitCode.SUCCEEDED;
  }

  /** Every attempt of the step in full, in the form of a list. */
  private static ObjectNode attempts(ApiConnection api, String run, String step) {
    ObjectNode page = JsonMapper.shared().createObjectNode();
    ArrayNode items = page.putArray("items");
    api.get("/runs/%s/steps/%s".formatted(segment(run), segment(step)))
        .path("attempts")
        .forEach(brief -> items.add(api.get("/attempts/" + brief.path("id").asString(""))));
    return page;
  }

  private static List<String> row(JsonNode step) {
    return List.of(
        step.path("step").asString(""),
        step.path("type").asString(""),
        step.path("state").asString(""),
        Integer.toString(step.path("attempts").size()),
        step.path("message").asString(step.path("stateText").asString("")));
  }
}

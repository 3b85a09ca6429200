package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.RunControl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Says why a run, or a step of it, does not move: every reason, and what would end it.")
public final class WhyCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "STEP",
      description = "The step's id; without it, the whole run.")
  @Nullable String step;

  @Override
  int ask(ApiConnection api, Console console) {
    JsonNode why = new RunControl(api).why(run, step);
    console.answer(why, it -> show(console, it));
    return ExitCode.SUCCEEDED;
  }

  private void show(Console console, JsonNode why) {
    JsonNode reasons = why.path("reasons");
    if (reasons.isEmpty()) {
      console.line(
          "%s is %s: nothing holds it up"
              .formatted(
                  step == null ? "the run" : "step '%s'".formatted(step),
                  why.path(step == null ? "state" : "stepState").asString("")));
    }
    for (JsonNode reason : reasons) {
      console.line(
          "%s: %s"
              .formatted(
                  reason.path("step").asString("the run"), reason.path("text").asString("")));
      console.line("    needs %s".formatted(reason.path("unblock").asString("")));
    }
    if (why.hasNonNull("more")) {
      console.line("and %d more steps".formatted(why.path("more").asInt(0)));
    }
  }
}

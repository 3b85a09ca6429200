package dev.millrace.cli.command;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.RerunRequest;
import dev.millrace.client.RunControl;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "rerun",
    description = {
      "Lets steps of a run go again, in the same run: those that failed, or those that are named, with everything downstream.",
      "Ends 0 when the run goes on (with --wait: when it succeeded), 1 when it did not succeed, 2 when it cannot be rerun, 3 when no server was reached."
    })
public final class RerunCommand extends ApiCommand {
  /** What the steps do this time. */
  enum Version {
    ORIGINAL,
    LATEST
  }

  // Not the standard mixin: its --version would be in the way of ours.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String run = "";

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "STEP",
      description = "Ids of steps, separated by commas; without it, all steps that failed.")
  List<String> steps = new ArrayList<>();

  @Option(
      names = "--only",
      description =
          "${COMPLETION-CANDIDATES}: which of the steps; selected where steps are named, else failed.")
  RerunRequest.@Nullable Only only;

  @Option(names = "--upstream", description = "Also everything upstream of them.")
  boolean upstream;

  @Option(
      names = "--downstream",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Also everything downstream of them (default), or not.")
  boolean downstream;

  @Option(
      names = "--version",
      defaultValue = "original",
      description =
          "${COMPLETION-CANDIDATES}: on the run's own version and files (default), or on the newest.")
  Version version = Version.ORIGINAL;

  @Option(names = "--dry-run", description = "Show what would go again, and change nothing.")
  boolean dryRun;

  @Option(names = "--reason", description = "Shown with the rerun.")
  @Nullable String reason;

  @Option(names = "--wait", description = "Wait until the run has ended.")
  boolean wait;

  @Override
  int ask(ApiConnection api, Console console) throws InterruptedException {
    JsonNode answer = rerun(new RunControl(api));
    if (!wait || dryRun) {
      console.answer(answer, it -> show(console, it));
      return ExitCode.SUCCEEDED;
    }
    if (!console.isJson()) {
      show(console, answer);
    }
    return new RunWait(api, console).end(run);
  }

  private JsonNode rerun(RunControl runs) {
    var wanted =
        new RerunRequest(steps, only, upstream, downstream, version == Version.LATEST, reason);
    return dryRun
        ? runs.tryRerun(run, wanted)
        : runs.rerun(run, wanted, UUID.randomUUID().toString());
  }

  private static void show(Console console, JsonNode answer) {
    console.table(
        List.of("STEP", "WAS"),
        answer
            .path("touched")
            .valueStream()
            .map(step -> Console.texts(step, "step", "state"))
            .toList());
    console.line(
        answer.hasNonNull("rerun")
            ? "rerun %d: %s"
                .formatted(
                    answer.path("rerun").asInt(0), answer.path("run").path("state").asString(""))
            : "nothing was changed");
  }
}

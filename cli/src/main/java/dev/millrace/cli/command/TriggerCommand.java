package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "trigger",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a run of a Dag, or of a single notebook.",
      "Ends 0 when the run succeeded (or, without --wait, was made), 1 when it did not, 2 on bad usage, 3 when no server was reached."
    })
public final class TriggerCommand implements Callable<Integer> {
  @Mixin ServerOptions server = new ServerOptions();

  @Parameters(
      paramLabel = "PROJECT/DAG",
      description = "For example films/recommender, or films/notebooks/train.ipynb.")
  String target = "";

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description = "A parameter; the value is JSON, or else a string. May be given many times.")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--note", description = "Shown with the run.")
  @Nullable String note;

  @Option(names = "--idempotency-key", description = "The same key starts one run only.")
  @Nullable String idempotencyKey;

  @Option(names = "--wait", description = "Wait until the run has ended.")
  boolean wait;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    int slash = target.indexOf('/');
    if (slash <= 0 || slash == target.length() - 1) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "'%s' names no Dag; it looks like films/recommender or films/notebooks/train.ipynb"
              .formatted(target));
    }
    var console = new Console(spec.commandLine().getOut());
    try (ApiConnection api = server.connect()) {
      JsonNode run = start(api, target.substring(0, slash), target.substring(slash + 1));
      String id = run.path("id").asString("");
      if (!server.json) {
        console.line("run %s".formatted(id));
      }
      if (wait) {
        run = new RunWait(api, console, server.json).end(id);
      }
      if (server.json) {
        console.json(run);
      } else if (wait) {
        EndedRun.show(console, run);
      }
      return !wait || run.path("state").asString("").equals("succeeded")
          ? ExitCode.SUCCEEDED
          : ExitCode.NOT_SUCCEEDED;
    }
  }

  private JsonNode start(ApiConnection api, String project, String name) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    ObjectNode values = body.putObject("parameters");
    parameters.forEach((key, value) -> values.set(key, ParameterText.parse(value)));
    if (note != null) {
      body.put("note", note);
    }
    String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
    if (name.endsWith(".ipynb")) {
      body.put("notebook", name);
      return api.post("/projects/%s/notebooks/runs".formatted(segment(project)), body, key);
    }
    return api.post(
        "/projects/%s/dags/%s/runs".formatted(segment(project), segment(name)), body, key);
  }
}

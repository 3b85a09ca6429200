package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
public final class TriggerCommand extends ApiCommand {
  @Parameters(
      paramLabel = "PROJECT/DAG",
      description = "For example films/recommender, or films/notebooks/train.ipynb.")
  String target = "";

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description = "A parameter; the value is JSON, or else a string. May be given many times.")
  List<String> parameters = new ArrayList<>();

  @Option(names = "--note", description = "Shown with the run.")
  @Nullable String note;

  @Option(names = "--idempotency-key", description = "The same key starts one run only.")
  @Nullable String idempotencyKey;

  @Option(names = "--wait", description = "Wait until the run has ended.")
  boolean wait;

  @Override
  int ask(ApiConnection api, Console console) throws InterruptedException {
    JsonNode run = start(api, DagName.of(target));
    String id = run.path("id").asString("");
    if (wait) {
      console.aside("run " + id);
      return new RunWait(api, console).end(id);
    }
    console.answer(run, it -> console.line("run " + id));
    return ExitCode.SUCCEEDED;
  }

  private JsonNode start(ApiConnection api, DagName name) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    ObjectNode values = body.putObject("parameters");
    ParameterText.all(parameters).forEach(values::set);
    if (note != null) {
      body.put("note", note);
    }
    String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
    if (name.dag().endsWith(".ipynb")) {
      body.put("notebook", name.dag());
      return api.post("/projects/%s/notebooks/runs".formatted(segment(name.project())), body, key);
    }
    return api.post(name.path() + "/runs", body, key);
  }
}

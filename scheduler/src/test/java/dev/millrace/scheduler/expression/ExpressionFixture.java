package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.scheduler.expression.ExpressionContext.RunValues;
import dev.millrace.scheduler.expression.ExpressionContext.StepValues;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dags and contexts that tests of expressions share, shaped like the recommender of the format's
 * page.
 */
final class ExpressionFixture {
  static final JsonMapper JSON = new JsonMapper();

  private static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.bool("tune").defaultValue(false),
          Parameter.integer("factors").defaultValue(16),
          Parameter.number("rate").defaultValue(0.5),
          Parameter.string("region").defaultValue("eu"),
          Parameter.of("since", ParameterType.DATETIME).defaultValue("2026-01-31T06:00:00+09:00"),
          Parameter.of("list", ParameterType.ARRAY).defaultValue(json("[1, 2]")),
          Parameter.integer("größe").defaultValue(7),
          Parameter.of("map", ParameterType.OBJECT).defaultValue(json("{}")));

  private ExpressionFixture() {}

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** A Dag in which {@code probe} comes after prepare-data, tune and train. */
  static Dag dagWithProbe(NotebookTask task, StepSettings.Builder settings) {
    return dag(
        notebook("prepare-data", NotebookTask.of("a.ipynb"), StepSettings.builder()),
        notebook(
            "tune",
            NotebookTask.of("a.ipynb"),
            StepSettings.builder().dependsOn(List.of("prepare-data"))),
        notebook(
            "train",
            NotebookTask.of("a.ipynb"),
            StepSettings.builder().dependsOn(List.of("prepare-data"))),
        notebook("stranger", NotebookTask.of("a.ipynb"), StepSettings.builder()),
        notebook("probe", task, settings.dependsOn(List.of("tune", "train"))));
  }

  static Dag dag(Step... steps) {
    SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    PARAMETERS.forEach(parameter -> parameters.put(parameter.name(), parameter));
    SequencedMap<String, Step> byId = new LinkedHashMap<>();
    for (Step step : steps) {
      byId.put(step.id(), step);
    }
    return new Dag(
        "films", null, null, List.of(), null, null, null, parameters, Defaults.NONE, byId);
  }

  static Step notebook(String id, NotebookTask task, StepSettings.Builder settings) {
    return new NotebookStep(id, settings.build(), task);
  }

  /** The Dag's defaults as parameters; prepare-data and tune succeeded, train was skipped. */
  static ExpressionContext context() {
    return context(
        Map.of(
            "prepare-data", succeeded("{\"rows\": 100}"),
            "tune",
                succeeded("{\"model\": \"m8\", \"rmse\": 0.8, \"none\": null, \"tags\": [\"a\"]}"),
            "train", new StepValues("skipped", Map.of("model", json("\"stale\"")))));
  }

  static ExpressionContext context(Map<String, StepValues> steps) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (Parameter parameter : PARAMETERS) {
      JsonNode value = parameter.defaultValue();
      if (value != null) {
        parameters.put(parameter.name(), value);
      }
    }
    return new ExpressionContext(
        parameters,
        new RunValues(
            "run-1",
            Instant.parse("2026-03-01T21:30:00Z"),
            Instant.parse("2026-02-28T21:30:00Z"),
            Instant.parse("2026-03-01T21:30:00Z"),
            ZoneId.of("Asia/Seoul")),
        steps,
        Map.of("bucket", json("\"films-prod\"")));
  }

  static StepValues succeeded(String outputs) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    json(outputs).properties().forEach(output -> values.put(output.getKey(), output.getValue()));
    return new StepValues("succeeded", values);
  }

  /** The value of the probe's parameter {@code p}. */
  static JsonNode render(String value, ExpressionContext context) {
    Dag dag =
        dagWithProbe(
            NotebookTask.of("p.ipynb", Map.of("p", JSON.getNodeFactory().stringNode(value))),
            StepSettings.builder());
    StepResult result = new DagExpressions(dag).step("probe").evaluate(context);
    if (result instanceof StepResult.Resolved resolved) {
      return Objects.requireNonNull(resolved.parameters().get("p"));
    }
    throw new AssertionError("the probe came to " + result);
  }
}

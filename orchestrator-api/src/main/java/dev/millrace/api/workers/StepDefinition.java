package dev.millrace.api.workers;

import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.codec.DagJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The effective step as workers read it: its JSON in the format's own words, with every setting
 * written out.
 */
final class StepDefinition {
  private static final List<String> OF_NOTEBOOKS = List.of("kernel", "cellTimeout");

  private StepDefinition() {}

  /**
   * The step's JSON with its {@code type}. What the Dag says for all its steps is written into it,
   * so that a worker needs no Dag.
   */
  static ObjectNode of(EffectiveStep effective) {
    // The codec writes whole Dags: one with this step, whose defaults are the step's effective
    // settings.
    var step = effective.step();
    var settings =
        new Defaults(
            effective.retries(),
            effective.timeout(),
            effective.pool(),
            effective.priority(),
            effective.slots(),
            effective.environment(),
            effective.env(),
            effective.mounts(),
            effective.kernel(),
            effective.cellTimeout());
    var dag =
        new Dag(
            "step",
            null,
            null,
            List.of(),
            null,
            null,
            null,
            new LinkedHashMap<>(),
            settings,
            new LinkedHashMap<>(Map.of(step.id(), step)));
    ObjectNode written = DagJson.toJson(dag);
    var json = (ObjectNode) written.path("steps").path(step.id());
    boolean decider = step instanceof BranchStep && json.path("branch").isObject();
    for (Map.Entry<String, JsonNode> setting : written.path("defaults").properties()) {
      boolean inside = decider && OF_NOTEBOOKS.contains(setting.getKey());
      ObjectNode target = inside ? (ObjectNode) json.path("branch") : json;
      target.set(setting.getKey(), setting.getValue());
    }
    json.put("type", step.type().wireName());
    return json;
  }
}

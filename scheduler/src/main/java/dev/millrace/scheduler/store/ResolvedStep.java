package dev.millrace.scheduler.store;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step's values after its expressions were evaluated: the column {@code step_run.resolved}.
 *
 * @param parameters by name
 * @param env environment variables by name, in the order of the definition
 */
public record ResolvedStep(ObjectNode parameters, SequencedMap<String, String> env) {
  /** The values that a column holds. */
  public static ResolvedStep of(ObjectNode column) {
    SequencedMap<String, String> env = new LinkedHashMap<>();
    column.path("env").properties().forEach(e -> env.put(e.getKey(), e.getValue().asString()));
    return new ResolvedStep(
        column.get("parameters") instanceof ObjectNode object ? object : Json.object(), env);
  }

  /** The values as a column holds them. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.set("parameters", parameters);
    ObjectNode variables = json.putObject("env");
    env.forEach(variables::put);
    return json;
  }
}

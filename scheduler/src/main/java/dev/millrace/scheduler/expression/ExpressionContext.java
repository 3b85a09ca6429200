package dev.millrace.scheduler.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * All that the expressions of one step can see.
 *
 * @param parameters the run's parameters, defaults filled in
 * @param steps by id; those that {@link StepExpressions#upstream()} names, and more do no harm
 * @param vars the project's
 */
public record ExpressionContext(
    Map<String, JsonNode> parameters,
    RunValues run,
    Map<String, StepValues> steps,
    Map<String, JsonNode> vars) {

  /** Copies the maps. */
  public ExpressionContext {
    parameters = Map.copyOf(parameters);
    steps = Map.copyOf(steps);
    vars = Map.copyOf(vars);
  }

  /**
   * The run, as {@code run.*}.
   *
   * @param zone in which {@code run.date} is the day of {@code logicalTime}; the trigger's, or UTC
   */
  public record RunValues(
      String id,
      Instant logicalTime,
      Instant dataIntervalStart,
      Instant dataIntervalEnd,
      ZoneId zone) {}

  /**
   * A step upstream.
   *
   * @param state the wire name of its state
   * @param outputs what it published, by name; ignored unless the state is {@code succeeded}: the
   *     outputs of any other step are absent
   */
  public record StepValues(String state, Map<String, JsonNode> outputs) {
    /** Copies the map in its order. */
    public StepValues {
      outputs =
          state.equals("succeeded")
              ? Collections.unmodifiableMap(new LinkedHashMap<>(outputs))
              : Map.of();
    }
  }
}

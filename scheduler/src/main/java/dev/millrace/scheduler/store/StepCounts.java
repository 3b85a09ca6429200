package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.StepState;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * How many steps of a run are in which state.
 *
 * @param byState every state has a number, 0 included
 */
public record StepCounts(Map<StepState, Integer> byState) {
  /** Copies the map and fills in what is missing. */
  public StepCounts {
    Map<StepState, Integer> all = new EnumMap<>(StepState.class);
    for (StepState state : StepState.values()) {
      all.put(state, byState.getOrDefault(state, 0));
    }
    byState = all;
  }

  /** How many steps are in that state. */
  public int of(StepState state) {
    return byState.getOrDefault(state, 0);
  }

  /** The counts as JSON: wire names to numbers, in the order of the states. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    byState.forEach((state, count) -> json.put(state.wireName(), count));
    return json;
  }

  static StepCounts of(ObjectNode json) {
    Map<StepState, Integer> counts = new EnumMap<>(StepState.class);
    for (StepState state : StepState.values()) {
      counts.put(state, json.path(state.wireName()).asInt(0));
    }
    return new StepCounts(counts);
  }
}

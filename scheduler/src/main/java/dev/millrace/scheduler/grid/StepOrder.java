package dev.millrace.scheduler.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of several versions of a Dag as one list: those of the newest in its order, and each
 * that only an older one has behind the step that it follows there.
 */
final class StepOrder {
  private StepOrder() {}

  /**
   * @param versions the steps of each, the newest first
   */
  static List<String> merge(List<List<String>> versions) {
    List<String> merged = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (List<String> version : versions) {
      String before = null;
      for (String step : version) {
        if (known.add(step)) {
          merged.add(before == null ? 0 : merged.indexOf(before) + 1, step);
        }
        before = step;
      }
    }
    return merged;
  }

  /** The place of each step. */
  static Map<String, Integer> places(List<String> steps) {
    Map<String, Integer> places = new HashMap<>();
    steps.forEach(step -> places.put(step, places.size()));
    return places;
  }
}

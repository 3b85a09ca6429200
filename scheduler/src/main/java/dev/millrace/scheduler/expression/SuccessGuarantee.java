package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagGraph;
import dev.millrace.dsl.Step;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which upstream steps must have succeeded when a step starts, as far as trigger rules say
 * so. For all pairs at once, a bit for each (12 MB for 10,000 steps): a search for each mention
 * would be quadratic in a long chain.
 */
final class SuccessGuarantee {
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, BitSet> succeeded = new HashMap<>();

  /**
   * @param graph of the Dag, without a cycle
   */
  SuccessGuarantee(Dag dag, DagGraph graph) {
    for (String id : graph.topologicalOrder()) {
      BitSet certain = new BitSet();
      for (String parent : mustHaveSucceeded(dag.step(id))) {
        Integer position = positions.get(parent);
        if (position != null) {
          certain.set(position);
          // A step that succeeded had its own rule met.
          certain.or(succeeded.getOrDefault(parent, certain));
        }
      }
      positions.put(id, positions.size());
      succeeded.put(id, certain);
    }
  }

  /**
   * Whether {@code upstream} has succeeded whenever {@code step} may start; false when either is
   * unknown.
   */
  boolean holds(String step, String upstream) {
    BitSet certain = succeeded.get(step);
    Integer position = positions.get(upstream);
    return certain != null && position != null && certain.get(position);
  }

  private static List<String> mustHaveSucceeded(Step step) {
    boolean all =
        switch (step.triggerRule()) {
          case ALL_SUCCESS -> true;
          case ONE_SUCCESS, NONE_FAILED_MIN_ONE_SUCCESS, ALL_DONE_MIN_ONE_SUCCESS ->
              step.dependsOn().size() == 1;
          case ALL_FAILED,
              ALL_DONE,
              ALL_SKIPPED,
              ONE_FAILED,
              ONE_DONE,
              NONE_FAILED,
              NONE_SKIPPED,
              ALWAYS ->
              false;
        };
    return all ? step.dependsOn() : List.of();
  }
}

package dev.millrace.scheduler.expression;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells which upstream steps must have succeeded when a step starts, as far as trigger rules say
 * so.
 */
final class SuccessGuarantee {
  private final Dag dag;

  SuccessGuarantee(Dag dag) {
    this.dag = dag;
  }

  /** Whether {@code upstream} has succeeded whenever {@code step} may start. */
  boolean holds(String step, String upstream) {
    Set<String> succeeded = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(mustHaveSucceeded(step));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (next.equals(upstream)) {
        return true;
      }
      // A step that succeeded had its own rule met.
      if (succeeded.add(next)) {
        open.addAll(mustHaveSucceeded(next));
      }
    }
    return false;
  }

  private List<String> mustHaveSucceeded(String id) {
    Step step = dag.steps().get(id);
    if (step == null) {
      return List.of();
    }
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

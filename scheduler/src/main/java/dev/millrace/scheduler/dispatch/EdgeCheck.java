package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares how two versions of a Dag link the steps of a run. A rerun may use a newer version for
 * some steps only if the edges are the same, because the others keep the counters and the files
 * that they have.
 */
final class EdgeCheck {
  private final RunPlan own;
  private final RunPlan newer;

  EdgeCheck(RunPlan own, RunPlan newer) {
    this.own = own;
    this.newer = newer;
  }

  /**
   * What differs among the run's steps, each in words; empty when the touched ones can go again as
   * the newer version says.
   */
  List<String> differences(BitSet touched) {
    List<String> found = new ArrayList<>();
    for (int step = 0; step < own.size(); step++) {
      String name = own.name(step);
      OptionalInt there = newer.find(name);
      if (there.isEmpty() && touched.get(step)) {
        found.add("step '%s' is gone".formatted(name));
      } else {
        Set<String> before = upstream(own, step);
        Set<String> after = there.isEmpty() ? Set.of() : upstream(newer, there.getAsInt());
        compare(name, touched.get(step), before, after, found);
      }
    }
    return found;
  }

  private void compare(
      String step, boolean touched, Set<String> before, Set<String> after, List<String> found) {
    for (String upstream : before) {
      if (!after.contains(upstream)) {
        found.add("'%s' does not depend on '%s' any more".formatted(step, upstream));
      }
    }
    for (String upstream : after) {
      if (before.contains(upstream)) {
        continue;
      }
      if (own.find(upstream).isPresent()) {
        found.add("'%s' now depends on '%s'".formatted(step, upstream));
      } else if (touched) {
        found.add(
            "'%s' now depends on '%s', a step that this run does not have"
                .formatted(step, upstream));
      }
    }
  }

  private static Set<String> upstream(RunPlan plan, int step) {
    return IntStream.of(plan.parents(step))
        .mapToObj(plan::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

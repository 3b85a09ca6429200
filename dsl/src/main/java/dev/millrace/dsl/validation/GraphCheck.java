package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.DagGraph;
import dev.millrace.dsl.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Judges the dependencies: every one known, none twice, no cycle. */
final class GraphCheck implements DagValidator.Check {
  /** Cycles are told one by one; who has more than a few mends the first ones first. */
  private static final int CYCLES_SHOWN = 5;

  @Override
  public void check(Dag dag, Findings findings) {
    if (dag.steps().isEmpty()) {
      findings.error(
          ProblemCode.DAG_EMPTY,
          Pointer.ROOT.child("steps"),
          "the Dag has no steps",
          "add at least one step under 'steps'");
      return;
    }
    dag.steps().values().forEach(step -> checkDependencies(step, dag, findings));
    checkCycles(dag, findings);
  }

  private static void checkDependencies(Step step, Dag dag, Findings findings) {
    Pointer at = Pointer.step(step.id()).child("dependsOn");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < step.dependsOn().size(); i++) {
      String parent = step.dependsOn().get(i);
      if (parent.equals(step.id())) {
        findings.error(
            ProblemCode.DAG_SELF_DEP,
            at.child(i),
            "step '%s' depends on itself".formatted(parent),
            "remove the dependency");
      } else if (!dag.steps().containsKey(parent)) {
        findings.errorNear(
            ProblemCode.STEP_UNKNOWN,
            at.child(i),
            "step '%s' depends on '%s', which does not exist"
                .formatted(step.id(), Names.shown(parent)),
            parent,
            dag.steps().keySet());
      } else if (!seen.add(parent)) {
        findings.error(
            ProblemCode.DEPENDS_DUP,
            at.child(i),
            "step '%s' depends on '%s' twice".formatted(step.id(), parent),
            "remove one of the two");
      }
    }
  }

  private static void checkCycles(Dag dag, Findings findings) {
    SequencedMap<String, Step> steps = new LinkedHashMap<>(dag.steps());
    for (int shown = 0; shown < CYCLES_SHOWN; shown++) {
      Optional<List<String>> cycle = DagGraph.of(steps.values()).cycle();
      if (cycle.isEmpty()) {
        return;
      }
      List<String> path = cycle.get();
      if (path.size() > 2) {
        report(path, dag, findings);
      }
      path.forEach(steps::remove);
    }
  }

  private static void report(List<String> path, Dag dag, Findings findings) {
    Step second = dag.step(path.get(1));
    Pointer edge =
        Pointer.step(second.id())
            .child("dependsOn")
            .child(second.dependsOn().indexOf(path.getFirst()));
    findings.error(
        ProblemCode.DAG_CYCLE,
        edge,
        "the steps form a cycle: " + String.join(" -> ", shortened(path)),
        "remove one of these dependencies");
  }

  private static List<String> shortened(List<String> path) {
    if (path.size() <= 20) {
      return path;
    }
    List<String> shown = new ArrayList<>(path.subList(0, 10));
    shown.add("… %d more …".formatted(path.size() - 19));
    shown.addAll(path.subList(path.size() - 9, path.size()));
    return shown;
  }
}

package dev.millrace.dsl.validation;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges where branches lead: a branch chooses among the steps that depend on it, directly. */
final class BranchCheck implements DagValidator.Check {
  @Override
  public void check(Dag dag, Findings findings) {
    for (Step step : dag.steps().values()) {
      if (step instanceof BranchStep branch
          && branch.choice() instanceof BranchChoice.Conditions conditions) {
        check(branch, conditions, dag, findings);
      }
    }
  }

  private static void check(
      BranchStep branch, BranchChoice.Conditions conditions, Dag dag, Findings findings) {
    Pointer at = Pointer.step(branch.id()).child("branch");
    int cases = conditions.cases().size();
    if (cases == 0) {
      findings.error(
          ProblemCode.BRANCH_CASES,
          at,
          "branch '%s' has no case with a condition".formatted(branch.id()),
          "add '- when: …' with '  to: [step]'");
    }
    for (int i = 0; i < cases; i++) {
      checkTargets(branch, conditions.cases().get(i).to(), at.child(i).child("to"), dag, findings);
    }
    checkTargets(branch, conditions.otherwise(), at.child(cases).child("otherwise"), dag, findings);
  }

  private static void checkTargets(
      BranchStep branch, @Nullable List<String> targets, Pointer at, Dag dag, Findings findings) {
    for (int i = 0; targets != null && i < targets.size(); i++) {
      String target = targets.get(i);
      Step step = dag.steps().get(target);
      if (step == null) {
        findings.errorNear(
            ProblemCode.STEP_UNKNOWN,
            at.child(i),
            "branch '%s' leads to '%s', which does not exist"
                .formatted(branch.id(), Names.shown(target)),
            target,
            dag.steps().keySet());
      } else if (!step.dependsOn().contains(branch.id())) {
        findings.error(
            ProblemCode.BRANCH_TARGET,
            at.child(i),
            "branch '%s' leads to '%s', which does not depend on it".formatted(branch.id(), target),
            "add '%s' to 'dependsOn' of step '%s'".formatted(branch.id(), target));
      }
    }
  }
}

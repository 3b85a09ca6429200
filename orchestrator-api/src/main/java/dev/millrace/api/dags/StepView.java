package dev.millrace.api.dags;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a definition as clients read it: enough for the graph and for a line about each step.
 *
 * @param pool absent for a step that never leaves the server
 * @param branches the cases of a branch, in the order in which they are tried
 */
record StepView(
    String id,
    String type,
    @Nullable String title,
    List<String> dependsOn,
    String triggerRule,
    @Nullable String pool,
    @Nullable String notebook,
    @Nullable String script,
    @Nullable String shell,
    @Nullable String group,
    @Nullable List<CaseView> branches) {

  /**
   * One case of a branch.
   *
   * @param when the condition; absent in the last case, which says {@code otherwise}
   * @param to the steps it leads to; absent: all direct successors
   */
  record CaseView(
      @Nullable String when, @Nullable List<String> otherwise, @Nullable List<String> to) {}

  static StepView of(EffectiveStep effective) {
    Step step = effective.step();
    NotebookTask task = effective.notebook();
    return new StepView(
        step.id(),
        step.type().wireName(),
        step.settings().title(),
        step.dependsOn(),
        step.triggerRule().wireName(),
        pool(effective),
        task == null ? null : task.notebook(),
        step instanceof ScriptStep script ? script.script() : null,
        step instanceof ShellStep shell ? shell.shell() : null,
        step.settings().group(),
        step instanceof BranchStep branch ? cases(branch.choice()) : null);
  }

  private static @Nullable String pool(EffectiveStep effective) {
    return switch (effective.step()) {
      case NotebookStep notebook -> effective.pool();
      case ScriptStep script -> effective.pool();
      case ShellStep shell -> effective.pool();
      case BranchStep branch -> effective.notebook() == null ? null : effective.pool();
      case NoopStep noop -> null;
    };
  }

  private static @Nullable List<CaseView> cases(BranchChoice choice) {
    return switch (choice) {
      case BranchChoice.Conditions conditions -> {
        List<CaseView> cases = new ArrayList<>();
        conditions.cases().forEach(one -> cases.add(new CaseView(one.when(), null, one.to())));
        if (conditions.otherwise() != null) {
          cases.add(new CaseView(null, conditions.otherwise(), conditions.otherwise()));
        }
        yield cases;
      }
      case BranchChoice.ByNotebook notebook -> null;
    };
  }
}

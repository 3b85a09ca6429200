package dev.millrace.api.dags;

import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
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
    @Nullable List<StepWork.CaseView> branches) {

  static StepView of(EffectiveStep effective) {
    Step step = effective.step();
    StepWork work = StepWork.of(step);
    return new StepView(
        step.id(),
        step.type().wireName(),
        step.settings().title(),
        step.dependsOn(),
        step.triggerRule().wireName(),
        pool(effective),
        work.notebook(),
        work.script(),
        work.shell(),
        step.settings().group(),
        work.branches());
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
}

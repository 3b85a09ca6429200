package dev.millrace.api.dags;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step does, in the definition's own words: one of the four, or nothing for a step that only
 * joins others.
 *
 * @param notebook the path of the notebook that it runs, or that decides where a branch goes
 * @param script the path of the script that it runs
 * @param shell the whole command, which may have several lines
 * @param branches the cases of a branch that the server decides, in the order in which they are
 *     tried
 */
public record StepWork(
    @Nullable String notebook,
    @Nullable String script,
    @Nullable String shell,
    @Nullable List<CaseView> branches) {

  /**
   * One case of a branch.
   *
   * @param when the condition; absent in the last case, which says {@code otherwise}
   * @param to the steps it leads to; absent: all direct successors
   */
  public record CaseView(
      @Nullable String when, @Nullable List<String> otherwise, @Nullable List<String> to) {}

  /** What the step of a definition does. */
  public static StepWork of(Step step) {
    return switch (step) {
      case NotebookStep notebook -> ofNotebook(notebook.task().notebook());
      case ScriptStep script -> new StepWork(null, script.script(), null, null);
      case ShellStep shell -> new StepWork(null, null, shell.shell(), null);
      case BranchStep branch ->
          switch (branch.choice()) {
            case BranchChoice.ByNotebook decider -> ofNotebook(decider.task().notebook());
            case BranchChoice.Conditions conditions ->
                new StepWork(null, null, null, cases(conditions));
          };
      case NoopStep noop -> new StepWork(null, null, null, null);
    };
  }

  private static StepWork ofNotebook(String path) {
    return new StepWork(path, null, null, null);
  }

  private static List<CaseView> cases(BranchChoice.Conditions conditions) {
    List<CaseView> cases = new ArrayList<>();
    conditions.cases().forEach(one -> cases.add(new CaseView(one.when(), null, one.to())));
    if (conditions.otherwise() != null) {
      cases.add(new CaseView(null, conditions.otherwise(), conditions.otherwise()));
    }
    return cases;
  }
}

package dev.millrace.dsl.validation;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.Template;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Refuses templates where they are not looked for: there they would reach a step as they are, or be
 * code.
 */
final class TemplatePlaces {
  private final Predicate<String> exists;

  /**
   * @param exists whether there is a file of that path, whose name may then look like a template
   */
  TemplatePlaces(Predicate<String> exists) {
    this.exists = exists;
  }

  void check(Dag dag, Findings findings) {
    for (Step step : dag.steps().values()) {
      Pointer at = Pointer.step(step.id());
      switch (step) {
        case NotebookStep notebook -> refuseInTask(notebook.task(), at, findings);
        case ScriptStep script -> refuseFile(script.script(), at.child("script"), findings);
        case ShellStep shell -> refuseInLine(shell.shell(), at.child("shell"), findings);
        case BranchStep branch -> {
          if (branch.choice() instanceof BranchChoice.ByNotebook decider) {
            refuseInTask(decider.task(), at.child("branch"), findings);
          }
        }
        case NoopStep noop -> {}
      }
      refuseInSettings(step.settings(), at, findings);
    }
  }

  private void refuseInTask(NotebookTask task, Pointer at, Findings findings) {
    refuseFile(task.notebook(), at.child("notebook"), findings);
    refuse(task.kernel(), at.child("kernel"), findings);
  }

  private void refuseFile(String path, Pointer at, Findings findings) {
    if (!exists.test(path)) {
      refuse(path, at, findings);
    }
  }

  private static void refuseInSettings(StepSettings settings, Pointer at, Findings findings) {
    if (settings.artifacts() instanceof Artifacts.Globs globs) {
      refuse(globs.patterns(), at.child("artifacts"), findings);
    }
    refuse(settings.inputs(), at.child("inputs"), findings);
    refuse(settings.mounts(), at.child("mounts"), findings);
  }

  private static void refuseInLine(String line, Pointer at, Findings findings) {
    if (Template.isTemplate(line)) {
      findings.error(
          ProblemCode.TEMPLATE_IN_SHELL,
          at,
          "a shell line takes no '${{': what a template put there would be run as code",
          "put the value into 'env' and write \"$NAME\" in the line");
    }
  }

  private static void refuse(@Nullable List<String> texts, Pointer at, Findings findings) {
    for (int i = 0; texts != null && i < texts.size(); i++) {
      refuse(texts.get(i), at.child(i), findings);
    }
  }

  private static void refuse(@Nullable String text, Pointer at, Findings findings) {
    if (text != null && Template.isTemplate(text)) {
      findings.error(
          ProblemCode.TEMPLATE_PLACE,
          at,
          "'%s' takes no template".formatted(at.lastName()),
          "templates are looked for in 'parameters' and 'env'");
    }
  }
}

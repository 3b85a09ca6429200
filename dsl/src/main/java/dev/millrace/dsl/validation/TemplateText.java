package dev.millrace.dsl.validation;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A text with <code>${{</code> in it at a place where templates are looked for: environment
 * variables and parameters.
 *
 * @param step the step whose value it is; null for a default of the Dag
 */
record TemplateText(Pointer at, @Nullable String step, String text) {

  /** All of a Dag, in the order of the definition. */
  static List<TemplateText> of(Dag dag) {
    List<TemplateText> found = new ArrayList<>();
    addEnv(dag.defaults().env(), Pointer.ROOT.child("defaults"), null, found);
    for (Step step : dag.steps().values()) {
      Pointer at = Pointer.step(step.id());
      switch (step) {
        case NotebookStep notebook ->
            addParameters(notebook.task().parameters(), at, step.id(), found);
        case ScriptStep script -> addParameters(script.parameters(), at, step.id(), found);
        case ShellStep shell -> addParameters(shell.parameters(), at, step.id(), found);
        case BranchStep branch -> {
          if (branch.choice() instanceof BranchChoice.ByNotebook decider) {
            addParameters(decider.task().parameters(), at.child("branch"), step.id(), found);
          }
        }
        case NoopStep noop -> {}
      }
      addEnv(step.settings().env(), at, step.id(), found);
    }
    return found;
  }

  private static void addEnv(
      Map<String, String> env, Pointer at, @Nullable String step, List<TemplateText> found) {
    env.forEach((name, text) -> addText(text, at.child("env").child(name), step, found));
  }

  private static void addParameters(
      Map<String, JsonNode> parameters, Pointer at, String step, List<TemplateText> found) {
    parameters.forEach(
        (name, value) -> addValue(value, at.child("parameters").child(name), step, found));
  }

  private static void addValue(JsonNode value, Pointer at, String step, List<TemplateText> found) {
    if (value.isString()) {
      addText(value.stringValue(), at, step, found);
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(field -> addValue(field.getValue(), at.child(field.getKey()), step, found));
    } else {
      for (int i = 0; i < value.size(); i++) {
        addValue(value.get(i), at.child(i), step, found);
      }
    }
  }

  private static void addText(
      String text, Pointer at, @Nullable String step, List<TemplateText> found) {
    if (Template.isTemplate(text)) {
      found.add(new TemplateText(at, step, text));
    }
  }
}

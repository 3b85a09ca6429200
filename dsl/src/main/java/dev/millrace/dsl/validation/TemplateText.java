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
import tools.jackson.databind.JsonNode;

/**
 * A text with <code>${{</code> in it at a place where templates are looked for: environment
 * variables, parameters and the run's outputs.
 *
 * @param moment when its expressions are evaluated
 */
record TemplateText(Pointer at, Moment moment, String text) {

  /** All of a Dag, in the order of the definition. */
  static List<TemplateText> of(Dag dag) {
    List<TemplateText> found = new ArrayList<>();
    addEnv(
        dag.defaults().env(),
        Pointer.ROOT.child("defaults"),
        Moment.AnyStepStarts.ANY_STEP_STARTS,
        found);
    for (Step step : dag.steps().values()) {
      Pointer at = Pointer.step(step.id());
      Moment moment = new Moment.StepStarts(step.id());
      switch (step) {
        case NotebookStep notebook ->
            addParameters(notebook.task().parameters(), at, moment, found);
        case ScriptStep script -> addParameters(script.parameters(), at, moment, found);
        case ShellStep shell -> addParameters(shell.parameters(), at, moment, found);
        case BranchStep branch -> {
          if (branch.choice() instanceof BranchChoice.ByNotebook decider) {
            addParameters(decider.task().parameters(), at.child("branch"), moment, found);
          }
        }
        case NoopStep noop -> {}
      }
      addEnv(step.settings().env(), at, moment, found);
    }
    dag.outputs()
        .forEach(
            (name, value) ->
                addValue(
                    value,
                    Pointer.ROOT.child("outputs").child(name),
                    Moment.RunEnds.RUN_ENDS,
                    found));
    return found;
  }

  private static void addEnv(
      Map<String, String> env, Pointer at, Moment moment, List<TemplateText> found) {
    env.forEach((name, text) -> addText(text, at.child("env").child(name), moment, found));
  }

  private static void addParameters(
      Map<String, JsonNode> parameters, Pointer at, Moment moment, List<TemplateText> found) {
    parameters.forEach(
        (name, value) -> addValue(value, at.child("parameters").child(name), moment, found));
  }

  private static void addValue(
      JsonNode value, Pointer at, Moment moment, List<TemplateText> found) {
    if (value.isString()) {
      addText(value.stringValue(), at, moment, found);
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(field -> addValue(field.getValue(), at.child(field.getKey()), moment, found));
    } else {
      for (int i = 0; i < value.size(); i++) {
        addValue(value.get(i), at.child(i), moment, found);
      }
    }
  }

  private static void addText(String text, Pointer at, Moment moment, List<TemplateText> found) {
    if (Template.isTemplate(text)) {
      found.add(new TemplateText(at, moment, text));
    }
  }
}

package dev.millrace.dsl.validation;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import dev.millrace.dsl.PythonKeywords;
import dev.millrace.dsl.ReservedVariables;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.Step;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Judges the declared parameters of a Dag and the values that its steps give. */
final class ParameterCheck implements DagValidator.Check {
  @Override
  public void check(Dag dag, Findings findings) {
    for (Parameter parameter : dag.parameters().values()) {
      Pointer at = Pointer.ROOT.child("parameters").child(parameter.name());
      checkPythonName(parameter.name(), at, findings);
      dag.steps().values().stream()
          .filter(ParameterCheck::isProcess)
          .findFirst()
          .ifPresent(step -> checkNotReserved(parameter.name(), step, at, findings));
      checkBounds(parameter, at, findings);
      checkAllowed(parameter, at, findings);
      if (parameter.defaultValue() != null) {
        ParameterRules.check(parameter, parameter.defaultValue(), at.child("default"), findings);
      }
    }
    dag.steps().values().forEach(step -> checkStep(step, findings));
  }

  private static void checkBounds(Parameter parameter, Pointer at, Findings findings) {
    if (parameter.minimum() == null && parameter.maximum() == null) {
      return;
    }
    boolean isNumber =
        parameter.type() == ParameterType.INTEGER || parameter.type() == ParameterType.NUMBER;
    if (!isNumber) {
      findings.error(
          ProblemCode.FIELD_VALUE,
          at.child(parameter.minimum() != null ? "minimum" : "maximum"),
          "parameter '%s' is of type %s, which has no smallest and largest value"
              .formatted(parameter.name(), parameter.type().wireName()),
          "remove 'minimum' and 'maximum', or change the type");
    } else if (parameter.minimum() != null
        && parameter.maximum() != null
        && parameter.minimum().compareTo(parameter.maximum()) > 0) {
      findings.error(
          ProblemCode.RANGE,
          at.child("minimum"),
          "parameter '%s' has a minimum above its maximum".formatted(parameter.name()),
          "exchange the two");
    }
  }

  private static void checkAllowed(Parameter parameter, Pointer at, Findings findings) {
    for (int i = 0; i < parameter.allowed().size(); i++) {
      JsonNode value = parameter.allowed().get(i);
      Pointer place = at.child("enum").child(i);
      if (ParameterRules.isSound(value, place, findings)
          && !ParameterRules.isOfType(value, parameter.type())) {
        findings.error(
            ProblemCode.PARAM_TYPE,
            place,
            "%s in 'enum' is not of the type %s"
                .formatted(ParameterRules.shown(value), parameter.type().wireName()),
            "change the value or the type");
      }
    }
  }

  private static void checkStep(Step step, Findings findings) {
    Pointer at = Pointer.step(step.id());
    switch (step) {
      case NotebookStep notebook -> checkTask(notebook.task(), at, findings);
      case ScriptStep script -> checkProcess(script, script.parameters(), at, findings);
      case ShellStep shell -> checkProcess(shell, shell.parameters(), at, findings);
      case BranchStep branch -> {
        if (branch.choice() instanceof BranchChoice.ByNotebook decider) {
          checkTask(decider.task(), at.child("branch"), findings);
        }
      }
      case NoopStep noop -> {}
    }
  }

  private static void checkProcess(
      Step step, Map<String, JsonNode> values, Pointer at, Findings findings) {
    checkValues(values, at, findings);
    values
        .keySet()
        .forEach(
            name -> checkNotReserved(name, step, at.child("parameters").child(name), findings));
  }

  /** Whether the step's parameters become variables of its process. */
  private static boolean isProcess(Step step) {
    return switch (step) {
      case ScriptStep script -> true;
      case ShellStep shell -> true;
      case NotebookStep notebook -> false;
      case BranchStep branch -> false;
      case NoopStep noop -> false;
    };
  }

  private static void checkNotReserved(String name, Step step, Pointer at, Findings findings) {
    if (ReservedVariables.contains(name)) {
      findings.errorInName(
          ProblemCode.PARAM_NAME,
          at,
          "parameter '%s' would be an environment variable of step '%s', and that name decides how programs are found and loaded"
              .formatted(name, step.id()),
          name.toUpperCase(Locale.ROOT).startsWith("MILLRACE_")
              ? "choose a name that does not begin with MILLRACE_"
              : "choose another name; what the author wants to set for good belongs into 'env'");
    }
  }

  private static void checkTask(NotebookTask task, Pointer at, Findings findings) {
    checkValues(task.parameters(), at, findings);
    task.parameters()
        .keySet()
        .forEach(name -> checkNoKeyword(name, at.child("parameters").child(name), findings));
    task.parametersRaw()
        .forEach(
            (name, text) -> {
              Pointer place = at.child("parametersRaw").child(name);
              checkPythonName(name, place, findings);
              if (task.parameters().containsKey(name)) {
                findings.errorInName(
                    ProblemCode.PARAM_NAME,
                    place,
                    "'%s' stands in 'parameters' and in 'parametersRaw'".formatted(name),
                    "remove one of the two");
              }
            });
  }

  private static void checkValues(Map<String, JsonNode> values, Pointer at, Findings findings) {
    int size = 0;
    for (Map.Entry<String, JsonNode> value : values.entrySet()) {
      Pointer place = at.child("parameters").child(value.getKey());
      checkIdentifier(value.getKey(), place, findings);
      if (ParameterRules.isSound(value.getValue(), place, findings)) {
        size += ParameterRules.size(value.getValue());
      }
    }
    if (size > ParameterRules.MAX_BYTES) {
      findings.error(
          ProblemCode.PARAM_SIZE,
          at.child("parameters"),
          "the parameters take %d KiB; at most 256 KiB are accepted".formatted(size / 1024),
          "put large data into a file of the project");
    }
  }

  private static void checkPythonName(String name, Pointer at, Findings findings) {
    if (checkIdentifier(name, at, findings)) {
      checkNoKeyword(name, at, findings);
    }
  }

  private static boolean checkIdentifier(String name, Pointer at, Findings findings) {
    if (!Names.isIdentifier(name)) {
      findings.errorInName(
          ProblemCode.PARAM_NAME,
          at,
          "'%s' cannot name a parameter".formatted(Names.shown(name)),
          Names.IDENTIFIER_HINT);
      return false;
    }
    return true;
  }

  private static void checkNoKeyword(String name, Pointer at, Findings findings) {
    if (PythonKeywords.contains(name) || Names.isDunder(name)) {
      findings.errorInName(
          ProblemCode.PARAM_NAME,
          at,
          "'%s' has a meaning in Python and cannot name a parameter".formatted(name),
          "choose another name");
    }
  }
}

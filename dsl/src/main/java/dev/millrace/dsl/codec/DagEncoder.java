package dev.millrace.dsl.codec;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.WorkingDirectory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a Dag into the JSON value that its decoder reads: fields in the order of the format, no
 * defaults.
 */
final class DagEncoder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DagEncoder() {}

  static ObjectNode encode(Dag dag) {
    ObjectNode json = NODES.objectNode();
    json.put("dag", dag.name());
    putText(json, "title", dag.title());
    putText(json, "description", dag.description());
    putTexts(json, "tags", dag.tags().isEmpty() ? null : dag.tags());
    TriggerEncoder.put(json, dag.triggers());
    putNumber(json, "maxActiveRuns", dag.maxActiveRuns());
    putNumber(json, "maxActiveSteps", dag.maxActiveSteps());
    SettingsEncoder.putDuration(json, "timeout", dag.timeout());
    if (!dag.parameters().isEmpty()) {
      ObjectNode parameters = json.putObject("parameters");
      dag.parameters().forEach((name, parameter) -> parameters.set(name, parameter(parameter)));
    }
    ObjectNode defaults = SettingsEncoder.defaults(dag.defaults());
    if (!defaults.isEmpty()) {
      json.set("defaults", defaults);
    }
    ObjectNode steps = json.putObject("steps");
    dag.steps().forEach((id, step) -> steps.set(id, step(step)));
    putValues(json, "outputs", dag.outputs());
    return json;
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode json = NODES.objectNode();
    json.put("type", parameter.type().wireName());
    if (parameter.defaultValue() != null) {
      json.set("default", parameter.defaultValue());
    }
    if (parameter.minimum() != null) {
      json.set("minimum", SettingsEncoder.number(parameter.minimum()));
    }
    if (parameter.maximum() != null) {
      json.set("maximum", SettingsEncoder.number(parameter.maximum()));
    }
    if (!parameter.allowed().isEmpty()) {
      ArrayNode allowed = json.putArray("enum");
      parameter.allowed().forEach(allowed::add);
    }
    putText(json, "title", parameter.title());
    putText(json, "description", parameter.description());
    return json;
  }

  private static ObjectNode step(Step step) {
    ObjectNode json = NODES.objectNode();
    switch (step) {
      case NotebookStep notebook -> putTask(json, notebook.task());
      case ScriptStep script -> {
        json.put("script", script.script());
        putValues(json, "parameters", script.parameters());
      }
      case ShellStep shell -> {
        json.put("shell", shell.shell());
        putValues(json, "parameters", shell.parameters());
      }
      case BranchStep branch -> putBranch(json, branch);
      case NoopStep noop -> json.putObject("noop");
    }
    SettingsEncoder.putStep(json, step.settings());
    return json;
  }

  private static void putTask(ObjectNode json, NotebookTask task) {
    json.put("notebook", task.notebook());
    putValues(json, "parameters", task.parameters());
    if (!task.parametersRaw().isEmpty()) {
      ObjectNode raw = json.putObject("parametersRaw");
      task.parametersRaw().forEach(raw::put);
    }
    putText(json, "kernel", task.kernel());
    putText(json, "cwd", cwd(task.cwd()));
    SettingsEncoder.putDuration(json, "cellTimeout", task.cellTimeout());
    if (task.allowErrors()) {
      json.put("allowErrors", true);
    }
    if (task.reportMode()) {
      json.put("reportMode", true);
    }
  }

  private static @Nullable String cwd(WorkingDirectory cwd) {
    return switch (cwd) {
      case WorkingDirectory.Named named ->
          named == WorkingDirectory.Named.NOTEBOOK ? null : "project";
      case WorkingDirectory.Folder folder -> folder.path();
    };
  }

  private static void putBranch(ObjectNode json, BranchStep branch) {
    switch (branch.choice()) {
      case BranchChoice.ByNotebook decider -> putTask(json.putObject("branch"), decider.task());
      case BranchChoice.Conditions conditions -> {
        ArrayNode list = json.putArray("branch");
        for (BranchChoice.Case choice : conditions.cases()) {
          ObjectNode item = list.addObject().put("when", choice.when());
          putTexts(item, "to", choice.to());
        }
        if (conditions.otherwise() != null) {
          putTexts(list.addObject(), "otherwise", conditions.otherwise());
        }
      }
    }
    if (branch.shortCircuit() == ShortCircuit.ALL) {
      json.put("shortCircuit", branch.shortCircuit().wireName());
    }
  }

  static void putText(ObjectNode json, String name, @Nullable String text) {
    if (text != null) {
      json.put(name, text);
    }
  }

  static void putTexts(ObjectNode json, String name, @Nullable List<String> texts) {
    if (texts != null) {
      ArrayNode array = json.putArray(name);
      texts.forEach(array::add);
    }
  }

  static void putNumber(ObjectNode json, String name, @Nullable Integer number) {
    if (number != null) {
      json.put(name, number.intValue());
    }
  }

  static void putValues(ObjectNode json, String name, Map<String, JsonNode> values) {
    if (!values.isEmpty()) {
      ObjectNode object = json.putObject(name);
      values.forEach(object::set);
    }
  }
}

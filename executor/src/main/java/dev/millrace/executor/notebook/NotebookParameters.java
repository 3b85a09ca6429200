package dev.millrace.executor.notebook;

import dev.millrace.dsl.PythonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which parameters a notebook gets. The one rule for whoever makes a document from a notebook: a
 * worker before it runs, a server that finishes or shows what a worker began.
 *
 * <p>Pure and total. In a Dag that somebody wrote a notebook gets those of the run's parameters
 * that its {@code parameters} cell declares, and all of the step's own, which win; without such a
 * cell only the step's own. A notebook that runs as it is gets all that its run was given, as
 * papermill passes them, because nobody but the run could have meant them for it.
 *
 * @param injected in the order of injection
 * @param refused names that the step gives and an existing {@code parameters} cell does not
 *     declare, sorted; unless empty, the notebook must not run
 * @param warnings what people should know of the injected ones, one sentence each
 */
public record NotebookParameters(ObjectNode injected, List<String> refused, List<String> warnings) {
  /**
   * What there is to choose from.
   *
   * @param dag name of the Dag that runs the notebook; the notebook's own path when it runs as it
   *     is, which no written Dag can be called
   * @param path of the notebook, from the project's root
   * @param ofRun the run's values, a JSON object
   * @param ofStep the step's own values, a JSON object
   */
  public record Given(String dag, String path, JsonNode ofRun, JsonNode ofStep) {
    private boolean isAsItIs() {
      return dag.equals(path);
    }
  }

  /** Chooses. */
  public static NotebookParameters choose(Notebook notebook, Given given) {
    Set<String> declared =
        notebook.declaredParameters().stream()
            .map(DeclaredParameter::name)
            .collect(Collectors.toSet());
    ObjectNode injected = NotebookJson.NODES.objectNode();
    given
        .ofRun()
        .properties()
        .forEach(
            value -> {
              if (given.isAsItIs() || declared.contains(PythonNames.normal(value.getKey()))) {
                injected.set(value.getKey(), value.getValue());
              }
            });
    given.ofStep().properties().forEach(value -> injected.set(value.getKey(), value.getValue()));
    TreeSet<String> undeclared = new TreeSet<>(injected.propertyNames());
    undeclared.removeIf(name -> declared.contains(PythonNames.normal(name)));
    // Nothing is injected into other languages, and that is told when it is tried.
    boolean mistaken = notebook.hasParametersCell() && notebook.isPython() && !given.isAsItIs();
    return new NotebookParameters(
        injected,
        mistaken ? List.copyOf(undeclared) : List.of(),
        mistaken ? List.of() : warnings(notebook, undeclared));
  }

  private static List<String> warnings(Notebook notebook, Set<String> undeclared) {
    if (undeclared.isEmpty()) {
      return List.of();
    }
    if (!notebook.hasParametersCell()) {
      return List.of(
          "no cell is tagged 'parameters': %s %s assigned at the top"
              .formatted(String.join(", ", undeclared), undeclared.size() == 1 ? "is" : "are"));
    }
    List<String> warnings = new ArrayList<>();
    for (String name : undeclared) {
      warnings.add(
          "passed unknown parameter: the parameters cell does not declare '%s', which is assigned all the same"
              .formatted(name));
    }
    return warnings;
  }
}

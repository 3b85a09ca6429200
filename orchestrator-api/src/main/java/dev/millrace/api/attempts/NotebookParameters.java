package dev.millrace.api.attempts;

import dev.millrace.executor.notebook.DeclaredParameter;
import dev.millrace.executor.notebook.Notebook;
import dev.millrace.scheduler.store.Json;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker injects into a notebook; the same rule here, or the fold would be another document.
 */
final class NotebookParameters {
  private NotebookParameters() {}

  /** The run's parameters that the notebook declares, and all of the step's own, which win. */
  static ObjectNode injected(Notebook notebook, ObjectNode ofRun, ObjectNode ofStep) {
    Set<String> declared =
        notebook.declaredParameters().stream()
            .map(DeclaredParameter::name)
            .collect(Collectors.toSet());
    ObjectNode parameters = Json.object();
    ofRun
        .properties()
        .forEach(
            p -> {
              if (declared.contains(p.getKey())) {
                parameters.set(p.getKey(), p.getValue());
              }
            });
    ofStep.properties().forEach(p -> parameters.set(p.getKey(), p.getValue()));
    return parameters;
  }
}

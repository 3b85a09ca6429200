package dev.millrace.dsl;

import java.time.Duration;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One notebook and how its kernel runs it.
 *
 * @param notebook the notebook's path from the project's root
 * @param parameters values for the notebook's parameters; texts may hold templates
 * @param parametersRaw values that reach the notebook as texts, letter by letter: templates are not
 *     looked for
 * @param kernel the kernel's name. Null: the Dag's default, else what the notebook itself names
 * @param cwd where the kernel starts
 * @param cellTimeout the most time that one cell may take. Null: the Dag's default
 * @param allowErrors whether a cell that raises is recorded and the next cell runs
 * @param reportMode whether inputs are hidden in the output notebook
 */
public record NotebookTask(
    String notebook,
    SequencedMap<String, JsonNode> parameters,
    SequencedMap<String, String> parametersRaw,
    @Nullable String kernel,
    WorkingDirectory cwd,
    @Nullable Duration cellTimeout,
    boolean allowErrors,
    boolean reportMode) {

  /** Copies what could change. */
  public NotebookTask {
    parameters = JsonValues.normal(parameters);
    parametersRaw = JsonValues.ordered(parametersRaw);
  }

  /** The notebook at that path with no settings of its own. */
  public static NotebookTask of(String notebook) {
    return of(notebook, Map.of());
  }

  /** The notebook at that path with these parameters and no other settings of its own. */
  public static NotebookTask of(String notebook, Map<String, JsonNode> parameters) {
    return new NotebookTask(
        notebook,
        JsonValues.ordered(parameters),
        JsonValues.ordered(Map.of()),
        null,
        WorkingDirectory.Named.NOTEBOOK,
        null,
        false,
        false);
  }
}

package dev.millrace.executor.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a worker needs of a step's canonical JSON. Fields it does not know are the server's business
 * and ignored.
 *
 * @param action what to run
 * @param requirements path of the environment's requirements file; null: the worker's own
 *     interpreter
 * @param impliedRequirements whether no step names that file: it is the project's
 * @param noEnvironment whether the step says that it wants none
 * @param artifacts patterns of the files to publish; null: whatever changed
 * @param inputs narrows upstream files; empty: all
 * @param mounts names of the mounts to link
 */
public record StepDefinition(
    Action action,
    @Nullable String requirements,
    boolean impliedRequirements,
    boolean noEnvironment,
    @Nullable List<String> artifacts,
    List<String> inputs,
    List<String> mounts) {
  private static final String NOTEBOOK = "notebook";
  private static final String BRANCH = "branch";
  private static final String SCRIPT = "script";
  private static final String SHELL = "shell";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when this worker does not know the type of step
   */
  public static StepDefinition of(JsonNode json) {
    return new StepDefinition(
        action(json),
        text(json.path("environment"), "requirements").orElse(null),
        json.path("environment").path("implied").asBoolean(false),
        json.path("environment").asString("").equals("none"),
        json.path("artifacts").isString() ? null : texts(json.path("artifacts")),
        texts(json.path("inputs")),
        texts(json.path("mounts")));
  }

  private static Action action(JsonNode json) {
    String type = json.path("type").asString(typeByKey(json));
    return switch (type) {
      case NOTEBOOK -> notebook(json, false);
      case BRANCH -> notebook(json.path(BRANCH), true);
      case SCRIPT -> new Action.Script(required(json, SCRIPT));
      case SHELL -> new Action.Shell(required(json, SHELL));
      default ->
          throw new IllegalArgumentException(
              "this worker does not run steps of type '%s'; update it to the server's version"
                  .formatted(type));
    };
  }

  /** In the canonical form the key that says what to run is the type. */
  private static String typeByKey(JsonNode json) {
    return Stream.of(NOTEBOOK, BRANCH, SCRIPT, SHELL).filter(json::has).findFirst().orElse("?");
  }

  private static Action.Notebook notebook(JsonNode json, boolean branch) {
    return new Action.Notebook(
        required(json, NOTEBOOK),
        text(json, "kernel").orElse(null),
        text(json, "cwd").orElse(NOTEBOOK),
        json.path("allowErrors").asBoolean(false),
        json.path("reportMode").asBoolean(false),
        branch);
  }

  private static String required(JsonNode json, String field) {
    return text(json, field)
        .orElseThrow(() -> new IllegalArgumentException("the step has no '" + field + "'"));
  }

  private static Optional<String> text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isString() ? Optional.of(value.asString()) : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asString()));
    return List.copyOf(texts);
  }

  /** What a step runs. */
  public sealed interface Action {
    /**
     * A notebook.
     *
     * @param path from the project's root
     * @param kernel the kernel's name; null: the notebook's own
     * @param cwd {@code notebook}, {@code project}, or a folder from the project's root
     * @param branch whether its output {@code next} chooses successors
     */
    record Notebook(
        String path,
        @Nullable String kernel,
        String cwd,
        boolean allowErrors,
        boolean reportMode,
        boolean branch)
        implements Action {}

    /**
     * A script file.
     *
     * @param path from the project's root
     */
    record Script(String path) implements Action {}

    /**
     * A command line for bash.
     *
     * @param line as the author wrote it
     */
    record Shell(String line) implements Action {}
  }
}

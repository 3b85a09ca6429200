package dev.millrace.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which file of the project gives a step its packages if the step names no environment: {@code
 * requirements.txt} beside its notebook or Python script, else the one at the project's root. Other
 * steps and those with {@code environment: none} have none. Pure.
 */
public final class ProjectRequirements {
  /** What the file is called. */
  public static final String NAME = "requirements.txt";

  private ProjectRequirements() {}

  /**
   * Decides.
   *
   * @param exists whether the project has a file at a path from its root
   */
  public static Optional<String> of(EffectiveStep step, Predicate<String> exists) {
    return candidates(step).stream().filter(exists).findFirst();
  }

  /** The paths that may decide, the first that exists does; empty if no file matters. */
  public static List<String> candidates(EffectiveStep step) {
    String program = program(step);
    if (program == null || step.environment() != null) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    int slash = program.lastIndexOf('/');
    if (slash > 0) {
      paths.add(program.substring(0, slash + 1) + NAME);
    }
    paths.add(NAME);
    return paths;
  }

  /** The notebook or Python script; null if the step runs neither. */
  private static @Nullable String program(EffectiveStep step) {
    NotebookTask notebook = step.notebook();
    if (notebook != null) {
      return notebook.notebook();
    }
    return step.step() instanceof ScriptStep script && script.script().endsWith(".py")
        ? script.script()
        : null;
  }
}

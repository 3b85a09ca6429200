package dev.millrace.executor.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a program that makes environments. Two exist: uv where the machine has it,
 * because it is many times faster, and else the pip that every Python brings.
 */
sealed interface PackageTool {
  /** For logs. */
  String name();

  /** Makes an empty environment in {@code folder}. */
  List<String> create(Interpreter base, Path folder);

  /** Installs into the environment with this interpreter. */
  List<String> install(Path python, List<String> arguments);

  /** Prints the environment's packages. */
  List<String> freeze(Path python);

  /**
   * Ends with 0 and without the words {@code Would install} exactly when the interpreter has all of
   * it already; touches nothing.
   */
  List<String> isSatisfied(Path python, List<String> arguments);

  /** The {@code pip} of the interpreter itself. */
  record Pip() implements PackageTool {
    @Override
    public String name() {
      return "pip";
    }

    @Override
    public List<String> create(Interpreter base, Path folder) {
      return List.of(base.executable().toString(), "-m", "venv", folder.toString());
    }

    @Override
    public List<String> install(Path python, List<String> arguments) {
      return join(
          List.of(
              python.toString(),
              "-m",
              "pip",
              "install",
              "--retries=2",
              "--timeout=15",
              "--progress-bar=off"),
          arguments);
    }

    @Override
    public List<String> freeze(Path python) {
      return List.of(python.toString(), "-m", "pip", "freeze");
    }

    @Override
    public List<String> isSatisfied(Path python, List<String> arguments) {
      return join(
          List.of(python.toString(), "-m", "pip", "install", "--dry-run", "--no-index"), arguments);
    }
  }

  /**
   * Astral's uv.
   *
   * @param program its path
   */
  record Uv(Path program) implements PackageTool {
    @Override
    public String name() {
      return "uv";
    }

    @Override
    public List<String> create(Interpreter base, Path folder) {
      return List.of(
          program.toString(), "venv", "--python", base.executable().toString(), folder.toString());
    }

    @Override
    public List<String> install(Path python, List<String> arguments) {
      return join(
          List.of(program.toString(), "pip", "install", "--python", python.toString()), arguments);
    }

    @Override
    public List<String> freeze(Path python) {
      return List.of(program.toString(), "pip", "freeze", "--python", python.toString());
    }

    @Override
    public List<String> isSatisfied(Path python, List<String> arguments) {
      return join(
          List.of(
              program.toString(),
              "pip",
              "install",
              "--dry-run",
              "--no-index",
              "--python",
              python.toString()),
          arguments);
    }
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}

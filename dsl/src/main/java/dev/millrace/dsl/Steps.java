package dev.millrace.dsl;

/** Where steps of the Java DSL begin; meant for static imports. */
public final class Steps {
  private Steps() {}

  /** A step that runs the notebook at that path from the project's root. */
  public static NotebookStepBuilder notebook(String id, String path) {
    return new NotebookStepBuilder(id, path);
  }

  /**
   * A step that runs the {@code .py}, {@code .R} or {@code .sh} file at that path from the
   * project's root.
   */
  public static ScriptStepBuilder script(String id, String path) {
    return new ScriptStepBuilder(id, path);
  }

  /**
   * A step that runs one command line under {@code bash -euo pipefail}; values reach it through
   * {@code env}.
   */
  public static ShellStepBuilder shell(String id, String line) {
    return new ShellStepBuilder(id, line);
  }

  /** A step that picks which of its direct successors run. */
  public static BranchStepBuilder branch(String id) {
    return new BranchStepBuilder(id);
  }

  /** A step that joins others and does nothing. */
  public static NoopStepBuilder noop(String id) {
    return new NoopStepBuilder(id);
  }

  /**
   * The text of a template that is only this CEL expression: as a parameter it keeps the value's
   * type.
   */
  public static String expression(String cel) {
    return "${{ " + cel + " }}";
  }
}

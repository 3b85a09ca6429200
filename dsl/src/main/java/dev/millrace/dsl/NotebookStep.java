package dev.millrace.dsl;

/** Runs a notebook on a kernel. */
public record NotebookStep(String id, StepSettings settings, NotebookTask task) implements Step {
  @Override
  public StepType type() {
    return StepType.NOTEBOOK;
  }
}

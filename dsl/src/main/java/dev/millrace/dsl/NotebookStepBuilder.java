package dev.millrace.dsl;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Collects a {@link NotebookStep}; {@link NotebookTask} documents the fields. */
public final class NotebookStepBuilder extends ParameterizedStepBuilder<NotebookStepBuilder> {
  private final String notebook;
  private final SequencedMap<String, String> parametersRaw = new LinkedHashMap<>();
  private @Nullable String kernel;
  private WorkingDirectory cwd = WorkingDirectory.Named.NOTEBOOK;
  private @Nullable Duration cellTimeout;
  private boolean allowErrors;
  private boolean reportMode;

  NotebookStepBuilder(String id, String notebook) {
    super(id);
    this.notebook = notebook;
  }

  /** Gives a parameter a text that reaches the notebook letter by letter. */
  public NotebookStepBuilder parameterRaw(String name, String value) {
    parametersRaw.put(name, value);
    return this;
  }

  /** The kernel's name; without it the Dag's default, else what the notebook names. */
  public NotebookStepBuilder kernel(String name) {
    this.kernel = name;
    return this;
  }

  /** Where the kernel starts; without it in the notebook's folder. */
  public NotebookStepBuilder cwd(WorkingDirectory directory) {
    this.cwd = directory;
    return this;
  }

  /** The most time that one cell may take. */
  public NotebookStepBuilder cellTimeout(Duration limit) {
    this.cellTimeout = limit;
    return this;
  }

  /**
   * As {@link #cellTimeout(Duration)} with a text such as {@code 5m}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public NotebookStepBuilder cellTimeout(String limit) {
    return cellTimeout(Durations.require(limit));
  }

  /** A cell that raises is recorded, and the next cell runs. */
  public NotebookStepBuilder allowErrors() {
    this.allowErrors = true;
    return this;
  }

  /** Inputs are hidden in the output notebook. */
  public NotebookStepBuilder reportMode() {
    this.reportMode = true;
    return this;
  }

  @Override
  NotebookStepBuilder self() {
    return this;
  }

  @Override
  Step build() {
    NotebookTask task =
        new NotebookTask(
            notebook, parameters, parametersRaw, kernel, cwd, cellTimeout, allowErrors, reportMode);
    return new NotebookStep(id(), settings(), task);
  }
}

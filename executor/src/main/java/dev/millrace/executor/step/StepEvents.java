package dev.millrace.executor.step;

import dev.millrace.executor.notebook.NotebookEvent;
import dev.millrace.executor.protocol.StepEvent;
import org.jspecify.annotations.Nullable;

/** Hears what happens in a step. Safe for use by several threads; a call may wait for a disk. */
public interface StepEvents {
  /** Something every type of step can tell. */
  void add(StepEvent event);

  /** Something that happened in a notebook. */
  void add(NotebookEvent event);

  /** The step enters a phase. */
  default void phase(StepEvent.Phase phase, @Nullable String detail) {
    add(new StepEvent.PhaseStarted(phase, detail));
  }

  /** Something people should know. */
  default void warn(String code, String message) {
    add(new StepEvent.Warning(code, message));
  }
}

package dev.millrace.executor.notebook;

import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param state an end state
 * @param cause null when it succeeded, was cancelled or lost
 * @param code a stable word for programs, null when it succeeded: {@code CELL_ERROR}, {@code
 *     CELL_ERROR_OUTPUT}, {@code CELL_EXIT}, {@code CELL_ABORTED}, {@code STDIN_NOT_ALLOWED},
 *     {@code CELL_TIMEOUT}, {@code STEP_TIMEOUT}, {@code KERNEL_DIED}, {@code KERNEL_START}, {@code
 *     KERNEL_UNKNOWN}, {@code KERNEL_PROTOCOL}, {@code PARAM_LANG}, {@code OUTPUT_TYPE}, {@code
 *     CANCELLED}, {@code LOST}, {@code NO_DOCUMENT} (the worker could not send the notebook)
 * @param message one or two sentences for people; also for a success when there is something to
 *     say, else empty
 * @param cell index in the output document's cells (before error markers are added) of the cell to
 *     look at, or null
 */
public record NotebookEnd(
    NotebookState state,
    @Nullable FailureCause cause,
    @Nullable String code,
    String message,
    @Nullable Integer cell) {
  public NotebookEnd {
    if (!state.isEnd()) {
      throw new IllegalArgumentException(state + " is not an end");
    }
  }

  /** Every cell had its turn, or the notebook ended itself on purpose. */
  public static NotebookEnd succeeded(String message) {
    return new NotebookEnd(NotebookState.SUCCEEDED, null, null, message, null);
  }

  public static NotebookEnd failed(
      FailureCause cause, String code, String message, @Nullable Integer cell) {
    return new NotebookEnd(NotebookState.FAILED, cause, code, message, cell);
  }

  public static NotebookEnd timedOut(String code, String message, @Nullable Integer cell) {
    return new NotebookEnd(NotebookState.TIMED_OUT, FailureCause.TIMEOUT, code, message, cell);
  }

  public static NotebookEnd cancelled(String message, @Nullable Integer cell) {
    return new NotebookEnd(NotebookState.CANCELLED, null, "CANCELLED", message, cell);
  }

  /**
   * The same end with the line that something wrote last.
   *
   * @param line empty if there is none
   */
  NotebookEnd saying(String line) {
    return line.isEmpty()
        ? this
        : new NotebookEnd(state, cause, code, message + "; it wrote last: " + line, cell);
  }

  /** What the server says of an attempt whose worker vanished. */
  public static NotebookEnd lost(String message) {
    return new NotebookEnd(NotebookState.LOST, null, "LOST", message, null);
  }
}

package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.CellTiming;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel said about one execution, beside its outputs. Safe for use by several threads.
 */
final class ExecutedCell {
  private final int index;
  private @Nullable String busy;
  private @Nullable String input;
  private @Nullable String idle;
  private @Nullable Integer count;
  private boolean errorShown;

  ExecutedCell(int index) {
    this.index = index;
  }

  int index() {
    return index;
  }

  synchronized void busy(String date) {
    busy = date;
  }

  synchronized void idle(String date) {
    idle = date;
  }

  synchronized void input(String date, @Nullable Integer executionCount) {
    input = date;
    count = executionCount;
  }

  synchronized void errorShown() {
    errorShown = true;
  }

  synchronized boolean hasErrorOutput() {
    return errorShown;
  }

  synchronized @Nullable Integer count() {
    return count;
  }

  synchronized CellTiming timing(@Nullable String reply) {
    return new CellTiming(busy, input, idle, reply);
  }
}

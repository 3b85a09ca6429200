package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.ProcessOutput;
import dev.millrace.executor.notebook.NotebookEvent.CellTiming;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel said about one execution, beside its outputs. Safe for use by several threads.
 */
final class ExecutedCell {
  private static final int TAIL = 16 << 10;

  private final int index;
  private @Nullable String busy;
  private @Nullable String input;
  private @Nullable String idle;
  private @Nullable Integer count;
  private boolean errorShown;
  private @Nullable KernelError repairedError;
  private final Map<ProcessOutput.Stream, Heard> heard =
      new EnumMap<>(
          Map.of(
              ProcessOutput.Stream.STDOUT, new Heard(),
              ProcessOutput.Stream.STDERR, new Heard()));

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

  synchronized void errorShown(KernelError error) {
    errorShown = true;
    if (repairedError == null && error.repaired()) {
      repairedError = error;
    }
  }

  /** The first error for which the kernel reported a wrong type, or null. */
  synchronized @Nullable KernelError repairedError() {
    return repairedError;
  }

  /** While it ran, this text of a stream came, whatever cell it belongs to. */
  synchronized void heard(ProcessOutput.Stream stream, String text) {
    of(stream).characters += text.codePointCount(0, text.length());
    append(of(stream).sent, text);
  }

  /** How many characters that were. */
  synchronized long heard(ProcessOutput.Stream stream) {
    return of(stream).characters;
  }

  /** The end of that text. */
  synchronized String heardText(ProcessOutput.Stream stream) {
    return of(stream).sent.toString();
  }

  /** While it ran, the kernel's process itself wrote this. */
  synchronized void processWrote(ProcessOutput.Stream stream, String text) {
    append(of(stream).written, text);
  }

  /** The end of that. */
  synchronized String processText(ProcessOutput.Stream stream) {
    return of(stream).written.toString();
  }

  private Heard of(ProcessOutput.Stream stream) {
    return Objects.requireNonNull(heard.get(stream));
  }

  private static void append(StringBuilder tail, String text) {
    tail.append(text, Math.max(0, text.length() - TAIL), text.length());
    if (tail.length() > 2 * TAIL) {
      tail.delete(0, tail.length() - TAIL);
    }
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

  private static final class Heard {
    private final StringBuilder sent = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private long characters;
  }
}

package dev.millrace.executor.notebook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that happened while a notebook was executed. The output notebook is a fold of these,
 * see {@link NotebookDocument#apply}; {@link NotebookEventCodec} gives them their stored form.
 *
 * <p>{@code cell} is always an index into the prepared document's cells, so it counts an injected
 * parameters cell and does not count error markers. Times are of the worker's clock.
 */
public sealed interface NotebookEvent {
  /** When it happened. */
  Instant at();

  /**
   * The kernel answered.
   *
   * @param kernel the kernelspec's name
   * @param languageInfo the kernel's {@code language_info}, stored in the notebook's metadata; an
   *     object
   */
  record KernelStarted(Instant at, String kernel, JsonNode languageInfo) implements NotebookEvent {}

  /** The kernel's process printed something itself, outside any cell. Not part of the document. */
  record KernelPrinted(Instant at, StreamName stream, String text) implements NotebookEvent {}

  /** A cell's source was sent to the kernel. */
  record CellStarted(Instant at, int cell, String cellId) implements NotebookEvent {}

  /**
   * Text for a stream of a cell: it continues the cell's last output if that is the same stream. A
   * carriage return erases the line so far, as in a terminal.
   */
  record StreamPrinted(Instant at, int cell, StreamName stream, String text)
      implements NotebookEvent {}

  /**
   * A cell has one more output.
   *
   * @param output in nbformat form: {@code display_data}, {@code execute_result} or {@code error}
   * @param displayId by which later updates name it, or null. Earlier outputs with the same id are
   *     changed too
   */
  record OutputAdded(Instant at, int cell, JsonNode output, @Nullable String displayId)
      implements NotebookEvent {}

  /**
   * Every output with the display id, in whatever cell, shows this from now on; unknown ids are
   * ignored.
   */
  record DisplayUpdated(Instant at, String displayId, JsonNode data, JsonNode metadata)
      implements NotebookEvent {}

  /** A cell's outputs so far are gone. */
  record OutputsCleared(Instant at, int cell) implements NotebookEvent {}

  /**
   * Output was left out at this place because a limit was reached.
   *
   * @param bytes how much, in UTF-8 or encoded form
   * @param what for people, for example {@code "text of stdout"} or {@code "image/png"}
   */
  record OutputCut(Instant at, int cell, long bytes, String what) implements NotebookEvent {}

  /**
   * A cell is done with. Cells without anything to execute get this event alone, with state {@code
   * SKIPPED}.
   *
   * @param executionCount the kernel's number, or null
   * @param timing null for a cell that was never sent
   */
  record CellFinished(
      Instant at,
      int cell,
      CellState state,
      @Nullable Integer executionCount,
      @Nullable CellTiming timing)
      implements NotebookEvent {}

  /** Something a person should know that changes no state. */
  record Warned(Instant at, String message) implements NotebookEvent {}

  /** The state of the notebook's widgets, told once near the end, in nbformat's form. */
  record WidgetsSaved(Instant at, JsonNode state) implements NotebookEvent {}

  /** The last event. */
  record NotebookFinished(Instant at, NotebookEnd end) implements NotebookEvent {}

  /**
   * The kernel's own times of one execution, as ISO 8601 text; each null if the kernel never said
   * it.
   *
   * @param busy it began to work
   * @param input it began with the cell's code
   * @param idle it was done
   * @param reply it answered
   */
  record CellTiming(
      @Nullable String busy,
      @Nullable String input,
      @Nullable String idle,
      @Nullable String reply) {}

  /** A stream's name; stored in lower case. */
  enum StreamName {
    STDOUT,
    STDERR;

    /** As nbformat writes it. */
    public String text() {
      return this == STDOUT ? "stdout" : "stderr";
    }

    /** Anything that is not {@code stderr} is standard output. */
    public static StreamName of(String text) {
      return text.equals("stderr") ? STDERR : STDOUT;
    }
  }
}

package dev.millrace.executor.notebook;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a kernel's reply means for a cell and the notebook.
 *
 * @param state the cell's
 * @param end the notebook's, or null if it goes on
 */
record CellVerdict(CellState state, @Nullable NotebookEnd end) {
  private static final int MESSAGE_LENGTH = 300;

  /**
   * Where a cell is.
   *
   * @param index among all cells, from 0
   * @param number among the cells with code, from 1: as people count
   */
  record Place(int index, int number) {}

  /**
   * Judges a reply.
   *
   * @param repaired the error as its traceback shows it; null unless the kernel's reply names
   *     another one
   * @param place the cell
   * @param tagged whether the cell says itself that it raises, so even an exit is what was wanted
   * @param mayFail whether errors do not end the notebook
   */
  static CellVerdict of(
      JsonNode reply,
      @Nullable KernelError repaired,
      Place place,
      boolean tagged,
      boolean mayFail) {
    String status = reply.path("status").asString("");
    KernelError error = repaired == null ? KernelError.of(reply) : repaired;
    String name = error.name();
    String value = error.value();
    if (status.equals("ok") || (tagged && status.equals("error"))) {
      return new CellVerdict(CellState.SUCCEEDED, null);
    }
    if (!status.equals("error")) {
      // "aborted": the kernel never ran it, which nobody may take for a success.
      return failed(
          "CELL_ABORTED",
          "the kernel did not run cell %d: '%s'".formatted(place.number(), status),
          place);
    }
    if (name.equals("SystemExit")) {
      return exit(value, place);
    }
    if (name.equals("StdinNotImplementedError")) {
      return failed(
          "STDIN_NOT_ALLOWED",
          "cell %d asked for input, and nobody is there to answer: take it as a parameter"
              .formatted(place.number()),
          place);
    }
    if (mayFail) {
      return new CellVerdict(CellState.SUCCEEDED, null);
    }
    return failed(
        "CELL_ERROR", "cell %d raised %s: %s".formatted(place.number(), name, value), place);
  }

  private static CellVerdict exit(String value, Place place) {
    if (KernelEar.exitsWell(value)) {
      return new CellVerdict(
          CellState.SUCCEEDED,
          NotebookEnd.succeeded(
              "cell %d called sys.exit(%s); later cells did not run"
                  .formatted(place.number(), value)));
    }
    return failed(
        "CELL_EXIT", "cell %d called sys.exit(%s)".formatted(place.number(), value), place);
  }

  private static CellVerdict failed(String code, String message, Place place) {
    return new CellVerdict(
        CellState.FAILED,
        NotebookEnd.failed(FailureCause.USER, code, shortened(message), place.index()));
  }

  /** The end of a notebook whose cells all ran, but this one shows an error. */
  static NotebookEnd errorOutput(JsonNode error, Place place) {
    return NotebookEnd.failed(
        FailureCause.USER,
        "CELL_ERROR_OUTPUT",
        shortened(
                "cell %d shows the error %s: %s"
                    .formatted(
                        place.number(),
                        error.path("ename").asString(""),
                        error.path("evalue").asString("")))
            + ", although it ran to its end (as after %run); if it may, tag it 'raises-exception'",
        place.index());
  }

  private static String shortened(String message) {
    return message.length() > MESSAGE_LENGTH
        ? message.substring(0, Excerpt.safeEnd(message, MESSAGE_LENGTH)) + "..."
        : message;
  }
}

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
   * Judges a reply.
   *
   * @param tagged whether the cell says itself that it raises, so even an exit is what was wanted
   * @param mayFail whether errors do not end the notebook
   */
  static CellVerdict of(JsonNode reply, int index, boolean tagged, boolean mayFail) {
    String status = reply.path("status").asString("");
    String name = reply.path("ename").asString("");
    String value = reply.path("evalue").asString("");
    if (status.equals("ok") || (tagged && status.equals("error"))) {
      return new CellVerdict(CellState.SUCCEEDED, null);
    }
    if (!status.equals("error")) {
      // "aborted": the kernel never ran it, which nobody may take for a success.
      return failed(
          "CELL_ABORTED", "the kernel did not run cell %d: '%s'".formatted(index, status), index);
    }
    if (name.equals("SystemExit")) {
      return exit(value, index);
    }
    if (name.equals("StdinNotImplementedError")) {
      return failed(
          "STDIN_NOT_ALLOWED",
          "cell %d asked for input, and nobody is there to answer: take it as a parameter"
              .formatted(index),
          index);
    }
    if (mayFail) {
      return new CellVerdict(CellState.SUCCEEDED, null);
    }
    return failed("CELL_ERROR", "cell %d raised %s: %s".formatted(index, name, value), index);
  }

  private static CellVerdict exit(String value, int index) {
    if (KernelEar.exitsWell(value)) {
      return new CellVerdict(
          CellState.SUCCEEDED,
          NotebookEnd.succeeded(
              "cell %d called sys.exit(%s); later cells did not run".formatted(index, value)));
    }
    return failed("CELL_EXIT", "cell %d called sys.exit(%s)".formatted(index, value), index);
  }

  private static CellVerdict failed(String code, String message, int index) {
    String shortened =
        message.length() > MESSAGE_LENGTH ? message.substring(0, MESSAGE_LENGTH) + "..." : message;
    return new CellVerdict(
        CellState.FAILED, NotebookEnd.failed(FailureCause.USER, code, shortened, index));
  }
}

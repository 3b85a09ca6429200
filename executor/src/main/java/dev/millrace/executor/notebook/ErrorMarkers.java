package dev.millrace.executor.notebook;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two cells by which papermill's users (and tools) find the failing cell of an output notebook.
 */
final class ErrorMarkers {
  static final String TAG = "papermill-error-cell-tag";
  private static final String STYLE = "color:red; font-size:2em; font-family:Helvetica";
  private static final int MESSAGE_LENGTH = 500;

  private ErrorMarkers() {}

  /** For the top of the notebook: what happened, with a link to the other one. */
  static ObjectNode top(String id, @Nullable Integer executionCount, String message) {
    return cell(
        id,
        "<span style=\"%s\">This run did not succeed: see <a href=\"#papermill-error-cell\">In [%s]</a>. %s</span>"
            .formatted(STYLE, executionCount == null ? " " : executionCount, escaped(message)));
  }

  /** For the place right before the failing cell. */
  static ObjectNode anchor(String id, boolean stopped) {
    return cell(
        id,
        "<span id=\"papermill-error-cell\" style=\"%s\">%s</span>"
            .formatted(STYLE, stopped ? "Execution stopped here." : "This cell shows an error."));
  }

  private static ObjectNode cell(String id, String source) {
    ObjectNode cell = NotebookJson.NODES.objectNode();
    cell.put("id", id).put("cell_type", "markdown").put("source", source);
    cell.putObject("metadata").putArray("tags").add(TAG);
    return cell;
  }

  /** One line of text that means nothing to HTML or markdown. */
  private static String escaped(String message) {
    String line = message.lines().findFirst().orElse("");
    StringBuilder out = new StringBuilder();
    line.codePoints()
        .limit(MESSAGE_LENGTH)
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " .,:;()'-/=".indexOf(c) >= 0) {
                out.appendCodePoint(c);
              } else if (!Character.isISOControl(c)) {
                out.append("&#").append(c).append(';');
              }
            });
    return out.toString();
  }
}

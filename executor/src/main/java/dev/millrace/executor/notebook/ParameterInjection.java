package dev.millrace.executor.notebook;

import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the cell with the given parameters where papermill would put it. */
final class ParameterInjection {
  static final String TAG = "injected-parameters";

  private ParameterInjection() {}

  /** In place of an earlier injected cell, else behind the parameters cell, else at the top. */
  static void inject(ArrayNode cells, ObjectNode parameters, String cellId) {
    ObjectNode cell = NotebookJson.NODES.objectNode();
    cell.put("id", cellId).put("cell_type", "code");
    cell.putObject("metadata").putArray("tags").add(TAG);
    cell.put("source", source(parameters)).putNull("execution_count");
    cell.putArray("outputs");
    OptionalInt injected = CellTags.first(cells, TAG);
    OptionalInt declared = CellTags.first(cells, Notebook.PARAMETERS_TAG);
    if (injected.isPresent()) {
      cells.set(injected.getAsInt(), cell);
    } else if (declared.isPresent()) {
      cells.insert(declared.getAsInt() + 1, cell);
    } else {
      cells.insert(0, cell);
    }
  }

  static String source(ObjectNode parameters) {
    StringBuilder source = new StringBuilder("# Parameters\n");
    parameters
        .properties()
        .forEach(
            each ->
                source
                    .append(each.getKey())
                    .append(" = ")
                    .append(PythonLiterals.of(each.getValue()))
                    .append('\n'));
    return source.toString();
  }
}

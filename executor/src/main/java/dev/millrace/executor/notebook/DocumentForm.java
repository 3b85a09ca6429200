package dev.millrace.executor.notebook;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document as nbformat 4.5 stores it: with metadata about the run, error markers, and text cut
 * into lines.
 */
final class DocumentForm {
  private final NotebookDocument document;

  private DocumentForm(NotebookDocument document) {
    this.document = document;
  }

  static ObjectNode of(NotebookDocument document) {
    return new DocumentForm(document).toJson();
  }

  private ObjectNode toJson() {
    ObjectNode root = NotebookJson.NODES.objectNode();
    root.put("nbformat", 4).put("nbformat_minor", 5);
    root.set("metadata", metadata());
    ArrayNode cells = root.putArray("cells");
    document.cells().forEach(cell -> cells.add(cell.toJson()));
    document
        .end()
        .filter(end -> end.state() != NotebookState.SUCCEEDED)
        .ifPresent(end -> mark(cells, end));
    cells.forEach(cell -> splitLines(NotebookJson.object(cell)));
    return root;
  }

  private ObjectNode metadata() {
    ObjectNode metadata = document.metadata().deepCopy();
    ObjectNode papermill = metadata.withObjectProperty("papermill");
    DocumentTimes.put(papermill, document.startedAt(), document.finishedAt());
    if (document.state().isEnd() && document.state() != NotebookState.SUCCEEDED) {
      papermill.put("exception", true);
    } else {
      papermill.putNull("exception");
    }
    ObjectNode own = metadata.putObject("millrace").put("state", document.state().text());
    document
        .end()
        .ifPresent(
            end -> {
              own.put("message", end.message());
              if (end.cause() != null) {
                own.put("cause", end.cause().text());
              }
              if (end.code() != null) {
                own.put("code", end.code());
              }
              if (end.cell() != null && end.cell() < document.cells().size()) {
                own.put("cell", document.cells().get(end.cell()).id());
              }
            });
    if (!document.warnings().isEmpty()) {
      ArrayNode warnings = own.putArray("warnings");
      document.warnings().forEach(warnings::add);
    }
    return metadata;
  }

  private void mark(ArrayNode cells, NotebookEnd end) {
    int place = place(end);
    Integer count =
        place < document.cells().size() ? document.cells().get(place).executionCount() : null;
    cells.insert(
        place,
        ErrorMarkers.anchor(
            CellIds.of(document.digest(), "error anchor"),
            !"CELL_ERROR_OUTPUT".equals(end.code())));
    String top = CellIds.of(document.digest(), "error top");
    cells.insert(0, ErrorMarkers.top(top, count, end.message()));
  }

  /** The failing cell, else the first that did not run, else the end. */
  private int place(NotebookEnd end) {
    if (end.cell() != null && end.cell() >= 0 && end.cell() < document.cells().size()) {
      return end.cell();
    }
    for (int i = 0; i < document.cells().size(); i++) {
      if (document.cells().get(i).state() == CellState.NOT_RUN) {
        return i;
      }
    }
    return document.cells().size();
  }

  private static void splitLines(ObjectNode cell) {
    split(cell, "source");
    for (JsonNode attachment : cell.path("attachments")) {
      splitBundle(NotebookJson.object(attachment));
    }
    for (JsonNode output : cell.path("outputs")) {
      if (output.path("output_type").asString("").equals("stream")) {
        split(NotebookJson.object(output), "text");
      } else {
        splitBundle(NotebookJson.object(output.path("data")));
      }
    }
  }

  private static void splitBundle(ObjectNode bundle) {
    for (Map.Entry<String, JsonNode> entry : Map.copyOf(fields(bundle)).entrySet()) {
      String type = entry.getKey();
      if (type.startsWith("text/")
          || type.equals("application/javascript")
          || type.equals("image/svg+xml")) {
        split(bundle, type);
      }
    }
  }

  private static Map<String, JsonNode> fields(ObjectNode object) {
    return object.properties().stream()
        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static void split(ObjectNode object, String field) {
    JsonNode text = object.path(field);
    if (text.isString()) {
      ArrayNode lines = NotebookJson.NODES.arrayNode();
      PythonLines.split(text.stringValue()).forEach(lines::add);
      object.set(field, lines);
    }
  }
}

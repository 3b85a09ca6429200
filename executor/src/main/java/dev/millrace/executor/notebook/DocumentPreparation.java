package dev.millrace.executor.notebook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the document that is executed from a notebook, as papermill would. */
final class DocumentPreparation {
  private static final String VERSION = "millrace 0.1";

  private DocumentPreparation() {}

  static NotebookDocument prepare(Notebook notebook, Preparation preparation)
      throws NotebookException {
    ObjectNode copy = notebook.copy();
    ArrayNode cells = copy.withArrayProperty("cells");
    removeMarkers(cells);
    ObjectNode parameters = preparation.parameters();
    if (!parameters.isEmpty()) {
      checkLanguage(notebook);
      ParameterInjection.inject(cells, parameters, freeId(notebook, cells));
    }
    ObjectNode metadata = copy.withObjectProperty("metadata");
    recordPreparation(metadata, preparation);
    metadata.remove("widgets");
    List<DocumentCell> prepared = new ArrayList<>();
    for (JsonNode cell : cells) {
      if (cell instanceof ObjectNode object) {
        resetMetadata(object, preparation.reportMode());
        prepared.add(new DocumentCell(object));
      }
    }
    return new NotebookDocument(metadata, prepared, notebook.digest());
  }

  private static void checkLanguage(Notebook notebook) throws NotebookException {
    if (!notebook.isPython()) {
      throw new NotebookException(
          NotebookException.Code.PARAM_LANG,
          "parameters cannot be injected into a notebook of language '"
              + notebook.language().orElse("")
              + "'",
          "only Python notebooks take parameters; pass values through the step's env instead");
    }
  }

  private static void removeMarkers(ArrayNode cells) {
    for (int i = cells.size() - 1; i >= 0; i--) {
      if (CellTags.has(cells.get(i), ErrorMarkers.TAG)) {
        cells.remove(i);
      }
    }
  }

  private static String freeId(Notebook notebook, ArrayNode cells) {
    Set<String> taken = new HashSet<>();
    cells.forEach(cell -> taken.add(cell.path("id").asString("")));
    for (int salt = 0; ; salt++) {
      String id = CellIds.of(notebook.digest(), "parameters " + salt);
      if (!taken.contains(id)) {
        return id;
      }
    }
  }

  private static void recordPreparation(ObjectNode metadata, Preparation preparation) {
    ObjectNode papermill = metadata.withObjectProperty("papermill");
    papermill.putObject("default_parameters");
    papermill.putObject("environment_variables");
    papermill.put("version", VERSION);
    papermill.put("input_path", preparation.inputPath());
    papermill.put("output_path", preparation.outputPath());
    // Without parameters an earlier injected cell stays and runs, so its recorded values stay true
    // as well.
    if (!preparation.parameters().isEmpty() || !papermill.path("parameters").isObject()) {
      papermill.set("parameters", NotebookJson.repaired(preparation.parameters().deepCopy()));
    }
  }

  private static void resetMetadata(ObjectNode cell, boolean reportMode) {
    ObjectNode metadata = cell.withObjectProperty("metadata");
    metadata.remove(List.of("papermill", "millrace", "execution"));
    if (!metadata.path("tags").isArray()) {
      metadata.putArray("tags");
    }
    if (reportMode && cell.path("cell_type").asString("").equals("code")) {
      ObjectNode jupyter = NotebookJson.object(metadata.path("jupyter"));
      metadata.set("jupyter", jupyter.put("source_hidden", true));
    }
  }
}

package dev.millrace.executor.notebook;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The upgrade of nbformat 3, without outputs: execution replaces them anyway. */
final class NotebookVersion3 {
  private NotebookVersion3() {}

  static ObjectNode upgrade(ObjectNode root) {
    ObjectNode result = NotebookJson.NODES.objectNode();
    ObjectNode metadata = NotebookJson.object(root.path("metadata")).deepCopy();
    JsonNode name = metadata.remove("name");
    if (name != null && !name.asString("").isBlank() && !metadata.has("title")) {
      metadata.set("title", name);
    }
    result.set("metadata", metadata);
    ArrayNode cells = result.putArray("cells");
    for (JsonNode worksheet : root.path("worksheets")) {
      for (JsonNode cell : worksheet.path("cells")) {
        cells.add(cell(cell));
      }
    }
    return result;
  }

  private static JsonNode cell(JsonNode old) {
    if (!(old instanceof ObjectNode)) {
      return old;
    }
    String type = old.path("cell_type").asString("");
    ObjectNode cell = NotebookJson.NODES.objectNode();
    cell.set("metadata", NotebookJson.object(old.path("metadata")));
    switch (type) {
      case "code" -> cell.put("cell_type", "code").set("source", old.path("input"));
      case "heading" -> {
        int level = Math.clamp(old.path("level").asInt(1), 1, 6);
        cell.put("cell_type", "markdown");
        cell.put("source", "#".repeat(level) + " " + oneLine(old.path("source")));
      }
      case "html" -> cell.put("cell_type", "markdown").set("source", old.path("source"));
      default -> cell.put("cell_type", type).set("source", old.path("source"));
    }
    return cell;
  }

  private static String oneLine(JsonNode source) {
    StringBuilder text = new StringBuilder(source.asString(""));
    source.forEach(line -> text.append(line.asString("")));
    return text.toString().replaceAll("\\s+", " ").strip();
  }
}

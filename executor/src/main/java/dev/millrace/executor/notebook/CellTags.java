package dev.millrace.executor.notebook;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** The tags in cells' metadata, which steer execution as papermill and nbclient understand them. */
final class CellTags {
  private CellTags() {}

  static boolean has(JsonNode cell, String tag) {
    for (JsonNode each : cell.path("metadata").path("tags")) {
      if (each.asString("").equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** The index of the first cell with the tag, of whatever type it is. */
  static OptionalInt first(JsonNode cells, String tag) {
    for (int i = 0; i < cells.size(); i++) {
      if (has(cells.get(i), tag)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}

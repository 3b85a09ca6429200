package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The outputs of one cell of a document. */
final class CellOutputs {
  private final List<Output> outputs = new ArrayList<>();

  void clear() {
    outputs.clear();
  }

  void print(StreamName stream, String text) {
    if (!outputs.isEmpty() && outputs.getLast() instanceof Stream last && last.name() == stream) {
      last.text().append(text);
    } else {
      Stream fresh = new Stream(stream, new StreamText(false));
      fresh.text().append(text);
      outputs.add(fresh);
    }
  }

  void add(ObjectNode output, @Nullable String displayId) {
    outputs.add(new Data(output, displayId));
  }

  /** Changes the outputs with this display id. */
  void update(String displayId, JsonNode data, JsonNode metadata) {
    for (Output output : outputs) {
      if (output instanceof Data shown && displayId.equals(shown.displayId())) {
        shown.json().set("data", data);
        shown.json().set("metadata", metadata);
      }
    }
  }

  /** The first error among them, or null. */
  @Nullable JsonNode error() {
    for (Output output : outputs) {
      if (output instanceof Data shown
          && shown.json().path("output_type").asString("").equals("error")) {
        return shown.json();
      }
    }
    return null;
  }

  /** In nbformat's form. */
  ArrayNode toJson() {
    ArrayNode array = NotebookJson.NODES.arrayNode();
    for (Output output : outputs) {
      switch (output) {
        case Stream stream -> {
          ObjectNode json = array.addObject().put("output_type", "stream");
          json.put("name", stream.name().text()).put("text", stream.text().toString());
        }
        case Data data -> array.add(data.json().deepCopy());
      }
    }
    return array;
  }

  private sealed interface Output {}

  private record Stream(StreamName name, StreamText text) implements Output {}

  private record Data(ObjectNode json, @Nullable String displayId) implements Output {}
}
